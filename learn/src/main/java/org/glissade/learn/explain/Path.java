package org.glissade.learn.explain;

import java.util.List;
import java.util.stream.Collectors;

/// One way on which a number acts on the error: the elements it passes and the factors between
/// them, whose product is what this way adds to the derivative.
///
/// @param elements from the number to the error: `w1[2,3]`, `s1[3]`, `f1[3]`, `s2[0]`, `E`
/// @param factors from the error back to the number, as the chain rule is written
/// @param product of the factors
public record Path(List<String> elements, List<Factor> factors, double product) {
    /// Lists are kept unmodifiable.
    public Path {
        elements = List.copyOf(elements);
        factors = List.copyOf(factors);
    }

    /// `w1[2,3] → s1[3] → f1[3] → s2[0] → E`.
    @Override
    public String toString() {
        return elements.stream().collect(Collectors.joining(" → "));
    }
}
