package org.glissade.learn.optimize.solver;

import java.util.Map;
import org.glissade.runtime.Array;

/// Where a minimisation has ended.
///
/// @param parameters by name
/// @param value of the function there
/// @param iterations directions that were searched along
/// @param evaluations how often value and gradient were computed
/// @param reason why it ended
public record Minimum(
        Map<String, Array> parameters,
        double value,
        int iterations,
        int evaluations,
        Reason reason) {
    /// Why a minimisation ended.
    public enum Reason {
        /// No element of the gradient exceeds the tolerance.
        SMALL_GRADIENT,
        /// Neither place nor value changes by more than the tolerance.
        SMALL_CHANGE,
        /// All iterations were run.
        ALL_ITERATIONS,
        /// The value is not a finite number.
        NOT_FINITE
    }
}
