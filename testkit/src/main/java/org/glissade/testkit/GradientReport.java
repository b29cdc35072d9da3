package org.glissade.testkit;

/// What a gradient check found: the comparison with the greatest error.
///
/// @param comparisons how many derivatives were compared
/// @param maxError the greatest relative error
/// @param order 1 for gradients, 2 for products with the matrix of second derivatives
/// @param where the input and its element or direction
/// @param analytic the value that the gradient graph gave
/// @param numeric the value that finite differences gave
/// @param seed what the random weights and directions were drawn from
public record GradientReport(
        int comparisons,
        double maxError,
        int order,
        String where,
        double analytic,
        double numeric,
        long seed) {
    static GradientReport none(long seed) {
        return new GradientReport(0, 0, 1, "nothing", 0, 0, seed);
    }

    GradientReport and(
            double error, int atOrder, String place, double fromGraph, double fromDifferences) {
        boolean greater = comparisons == 0 || !(error <= maxError);
        return new GradientReport(
                comparisons + 1,
                greater ? error : maxError,
                greater ? atOrder : order,
                greater ? place : where,
                greater ? fromGraph : analytic,
                greater ? fromDifferences : numeric,
                seed);
    }

    /// `order 1, input 0 at [1, 2]: analytic 0.5, numeric 0.25, relative error 0.5 (seed 7, 12
    /// comparisons)`.
    @Override
    public String toString() {
        return "order "
                + order
                + ", "
                + where
                + ": analytic "
                + analytic
                + ", numeric "
                + numeric
                + ", relative error "
                + maxError
                + " (seed "
                + seed
                + ", "
                + comparisons
                + " comparisons)";
    }
}
