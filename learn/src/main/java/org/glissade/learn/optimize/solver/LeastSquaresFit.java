package org.glissade.learn.optimize.solver;

import java.util.Map;
import org.glissade.runtime.Array;

/// Parameters fitted by least squares.
///
/// @param parameters by name
/// @param standardDeviations of the parameters, by name: the roots of the diagonal of s²(JᵀJ)⁻¹;
///   infinite where the data do not determine a parameter
/// @param sumOfSquares of the residuals
/// @param degreesOfFreedom residuals less unknowns
/// @param iterations steps that were tried
/// @param converged whether no step led any further; else all iterations were run
public record LeastSquaresFit(
        Map<String, Array> parameters,
        Map<String, Array> standardDeviations,
        double sumOfSquares,
        int degreesOfFreedom,
        int iterations,
        boolean converged) {
    /// s = √(sum of squares / degrees of freedom), the residuals' standard deviation.
    public double residualStandardDeviation() {
        return Math.sqrt(sumOfSquares / degreesOfFreedom);
    }
}
