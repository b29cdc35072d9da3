package org.glissade.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Op;
import org.glissade.tensor.Tensor;

/// One use of an operation with its settings and the shapes of its arguments: a row of the table
/// that all backends are held to.
///
/// @param name what failures call it
/// @param op the operation that it is a sample of
/// @param accuracy how exactly backends must agree
/// @param dtypes the element types to run it with
/// @param arguments how its arguments are made
/// @param body the use
public record Sample(
        String name,
        Class<? extends Op> op,
        Accuracy accuracy,
        List<DType> dtypes,
        List<Argument> arguments,
        Function<List<Tensor>, Tensor> body) {
    /// How exactly backends must agree, and whether differences tell its derivatives.
    public enum Accuracy {
        /// Elements are moved or chosen: bit by bit.
        EXACT,
        /// As [#EXACT], and the derivatives are not those of the values.
        EXACT_WITHOUT_GRADIENT,
        /// Elements are computed one by one: within a few units in the last place.
        COMPUTED,
        /// Products are added in any order: within a bound on the rounding of a sum.
        SUMMED
    }

    /// Copies the lists.
    public Sample {
        dtypes = List.copyOf(dtypes);
        arguments = List.copyOf(arguments);
    }

    /// The arguments for an element type.
    public List<Array> arguments(DType dtype, long seed) {
        List<Array> result = new ArrayList<>();
        for (Argument argument : arguments) {
            result.add(argument.of(dtype, seed + 1_000_003L * result.size()));
        }
        return result;
    }

    /// Whether the derivatives agree with differences of the values.
    public boolean isDifferentiable() {
        return accuracy != Accuracy.EXACT_WITHOUT_GRADIENT && dtypes.contains(DType.F64);
    }

    /// Operation and name.
    @Override
    public String toString() {
        return op.getSimpleName() + ": " + name;
    }
}
