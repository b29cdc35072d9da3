package org.glissade.learn.explain;

import java.util.List;
import org.glissade.learn.file.JsonObject;

/// The derivative of the error towards one weight, taken apart: all ways on which the weight acts
/// on the error, each a product of factors; their sum; and two witnesses, backpropagation, which
/// shares the work between the ways, and the finite difference, which knows no chain rule.
///
/// @param weight which
/// @param symbol of it: `w1[2,3]`
/// @param value of the weight
/// @param derivative by backpropagation
/// @param parts the same in short: the weight's own factors times the derivatives where it enters,
///   x[2] · δ1[3]
/// @param paths the strongest ways, the greatest product first
/// @param pathCount how many ways there are, without those that a factor of 0 blocks
/// @param pathSum the sum of all their products
/// @param rest the sum of those that are not listed
/// @param finiteDifference the derivative by trying
public record Chain(
        WeightIndex weight,
        String symbol,
        double value,
        double derivative,
        List<Part> parts,
        List<Path> paths,
        double pathCount,
        double pathSum,
        double rest,
        FiniteDifference finiteDifference) {

    /// Where the weight enters, and what that element's derivative is.
    ///
    /// @param element that the weight acts on first: `s1[3]`
    /// @param own how that element changes with the weight
    /// @param above the derivative of the error towards the element
    public record Part(String element, Factor own, Factor above) {}

    /// Lists are kept unmodifiable.
    public Chain {
        parts = List.copyOf(parts);
        paths = List.copyOf(paths);
    }

    /// All of it for programs.
    public JsonObject toJson() {
        return ExplanationJson.of(this);
    }
}
