package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An operation: what a node of the graph does with its inputs. Every operation is a record that
/// holds its settings, its type rule and its gradient rule; equal records on equal inputs are one
/// node.
///
/// Operations demand equal shapes and types; only [Tensor] broadcasts. The interface is sealed, so
/// that each backend's `switch` is exhaustive; users add operations through [Call].
public sealed interface Op
        permits Input,
                Constant,
                Iota,
                RandomBits,
                Unary,
                Binary,
                Compare,
                Logic,
                Select,
                Cast,
                Reshape,
                Transpose,
                Broadcast,
                Pad,
                Slice,
                Reverse,
                Concat,
                Reduce,
                ArgReduce,
                Dot,
                Gather,
                ScatterAdd,
                Call,
                StopGradient {
    /// The type of the result.
    ///
    /// @throws TensorException if the inputs break the operation's rule
    TensorType type(List<TensorType> inputs, Origin origin);

    /// The gradients towards each input, as graph built with the same API; null where the gradient
    /// is 0 everywhere.
    List<@Nullable Tensor> gradient(GradientContext context);

    /// The operation in graph texts, settings included: `reduce sum axes [0]`.
    String text();

    /// Whether the result's element at a position depends on the inputs' elements at that position
    /// alone.
    default boolean isElementwise() {
        return switch (this) {
            case Unary _, Binary _, Compare _, Logic _, Select _, Cast _, StopGradient _ -> true;
            case Input _,
                    Constant _,
                    Iota _,
                    RandomBits _,
                    Reshape _,
                    Transpose _,
                    Broadcast _,
                    Pad _,
                    Slice _,
                    Reverse _,
                    Concat _,
                    Reduce _,
                    ArgReduce _,
                    Dot _,
                    Gather _,
                    ScatterAdd _,
                    Call _ ->
                    false;
        };
    }
}
