package org.glissade.learn.explain;

import java.util.List;
import java.util.Optional;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;

/// A place on an example's way through a network where it pays to look at the numbers: the input, a
/// weighted sum, an activity, the end of a skip connection, the error.
///
/// Elements are counted from 0 in row-major order, without the batch.
///
/// @param index the position among the stages
/// @param symbol `x`, `s1`, `f1`, `r2`, `E`; unique in a network
/// @param role what it is
/// @param number of the nearest weighted sum up to here: 0 for the input
/// @param layer the path of the layer that computes it; empty outside of layers
/// @param function the name of the activation function, or what else was done
/// @param isElementwise whether each element depends on the same element of one stage before it
///   alone, so that a slope says all
/// @param shape of one example here
/// @param parents the stages that it is computed from, by their positions
/// @param children the stages that are computed from it, by their positions
/// @param parameters the paths of the parameters that are used on the way from the parents
/// @param product what a weighted sum multiplies and adds; empty where that is no plain product
/// @param values of the example
/// @param derivatives ∂E/∂value of each; those of a weighted sum are called deltas
/// @param slopes the derivative of an elementwise function at each value that came in; empty for
///   other stages
public record Stage(
        int index,
        String symbol,
        Role role,
        int number,
        String layer,
        String function,
        boolean isElementwise,
        Shape shape,
        List<Integer> parents,
        List<Integer> children,
        List<String> parameters,
        Optional<Product> product,
        Array values,
        Array derivatives,
        Optional<Array> slopes) {

    /// The parameters of a weighted sum s[j] = Σᵢ f[i]·w[i,j] + b[j].
    ///
    /// @param weight the path of w, `[inputs, units]`
    /// @param bias the path of b, `[units]`; empty if nothing is added
    public record Product(String weight, Optional<String> bias) {}

    /// Lists are kept unmodifiable.
    public Stage {
        parents = List.copyOf(parents);
        children = List.copyOf(children);
        parameters = List.copyOf(parameters);
    }

    /// How many elements there are.
    public int size() {
        return Math.toIntExact(shape.size());
    }

    /// An element's name: `s1[3]`, `f2[0,7]`, `E`.
    public String element(int element) {
        return symbol + index(element);
    }

    /// What an element's derivative of the error is called: `δ1[3]` for a weighted sum, else
    /// `∂E/∂f1[3]`.
    public String derivative(int element) {
        return derivative() + index(element);
    }

    /// What the derivatives of the error are called: `δ1` for a weighted sum, else `∂E/∂f1`.
    public String derivative() {
        return role == Role.WEIGHTED_SUM ? "δ" + symbol.substring(1) : "∂E/∂" + symbol;
    }

    private String index(int element) {
        return WeightIndex.brackets(shape, element);
    }
}
