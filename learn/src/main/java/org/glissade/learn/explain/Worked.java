package org.glissade.learn.explain;

import java.util.Comparator;
import java.util.List;

/// One number worked out as at the board: what it is called, and the terms that add up to it.
///
/// @param left what is worked out: `s1[3]`
/// @param terms the greatest, in their order
/// @param more how many terms that are not 0 are left out
/// @param moreSum what those add up to
/// @param value the sum of all
public record Worked(String left, List<Term> terms, int more, double moreSum, double value) {
    /// A product.
    ///
    /// @param symbols of the factors: `x[2]`, `w1[2,3]`
    /// @param numbers of the factors
    public record Term(List<String> symbols, List<Double> numbers) {
        /// Lists are kept unmodifiable.
        public Term {
            symbols = List.copyOf(symbols);
            numbers = List.copyOf(numbers);
        }

        /// The product.
        public double product() {
            return numbers.stream().mapToDouble(Double::doubleValue).reduce(1, (a, b) -> a * b);
        }
    }

    /// The list is kept unmodifiable.
    public Worked {
        terms = List.copyOf(terms);
    }

    /// The given terms, of which the greatest are named; those that are 0 are not counted.
    static Worked of(String left, List<Term> given, int most, double value) {
        List<Term> all = given.stream().filter(term -> term.product() != 0).toList();
        List<Term> kept =
                all.stream()
                        .sorted(Comparator.comparingDouble(term -> -Math.abs(term.product())))
                        .limit(most)
                        .sorted(Comparator.comparingInt(all::indexOf))
                        .toList();
        double named = kept.stream().mapToDouble(Term::product).sum();
        double whole = all.stream().mapToDouble(Term::product).sum();
        return new Worked(left, kept, all.size() - kept.size(), whole - named, value);
    }
}
