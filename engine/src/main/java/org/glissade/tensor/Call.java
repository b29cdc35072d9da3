package org.glissade.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A named operation defined by a graph: the body is its meaning and its fallback. A backend may
/// claim a call by its name and compute it its own way; otherwise the body takes the call's place.
///
/// This is how users add an operation. The derivative is that of the body unless one is given.
///
/// @param name what backends and graph texts call it
/// @param body a graph with one output; its inputs are the arguments, in order
/// @param derivative the gradient rule, or null to differentiate the body
public record Call(String name, Graph body, @Nullable Derivative derivative) implements Op {
    /// A hand-written gradient rule; must itself be built of differentiable operations.
    @FunctionalInterface
    public interface Derivative {
        /// The gradients towards each input; null where the gradient is 0 everywhere.
        List<@Nullable Tensor> apply(GradientContext context);
    }

    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule = new Rule(name, inputs, origin).count(body.inputs().size());
        for (int i = 0; i < inputs.size(); i++) {
            rule.require(
                    inputs.get(i).equals(body.inputs().get(i).type()),
                    "argument " + i + " should be " + body.inputs().get(i).type(),
                    "a call's body is traced for one type of arguments; trace it again for others");
        }
        return result().type();
    }

    /// The node of the body that is the call's value.
    public Node result() {
        return body.outputs().values().iterator().next();
    }

    /// The body with the given tensors for its inputs, built into their trace.
    public Tensor inline(List<Tensor> arguments) {
        return Objects.requireNonNull(
                body.replay(arguments.getFirst().trace(), arguments).get(result()));
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        if (derivative != null) {
            return derivative.apply(context);
        }
        // The arguments may depend on each other outside, so the body is differentiated on its own.
        Trace trace = new Trace();
        List<Tensor> arguments = new ArrayList<>();
        for (Node input : body.inputs()) {
            arguments.add(
                    trace.input("argument " + arguments.size(), input.dtype(), input.shape()));
        }
        Tensor seed =
                trace.input("gradient", context.gradient().dtype(), context.gradient().shape());
        @Nullable Tensor[] towards = Gradients.pullback(inline(arguments), seed, arguments);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (int i = 0; i < towards.length; i++) {
            Tensor gradient = towards[i];
            if (gradient != null) {
                outputs.put(Integer.toString(i), gradient);
            }
        }
        List<Tensor> given = new ArrayList<>(context.inputs());
        given.add(context.gradient());
        arguments.add(seed);
        Graph backward = Graph.of(arguments, outputs, Map.of());
        Map<Node, Tensor> replayed = backward.replay(context.gradient().trace(), given);
        @Nullable Tensor[] result = new @Nullable Tensor[towards.length];
        backward.outputs()
                .forEach((index, node) -> result[Integer.parseInt(index)] = replayed.get(node));
        return Arrays.asList(result);
    }

    @Override
    public String text() {
        return "call " + name;
    }
}
