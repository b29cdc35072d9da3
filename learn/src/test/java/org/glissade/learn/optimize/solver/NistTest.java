package org.glissade.learn.optimize.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.junit.jupiter.api.Test;

/// NIST's Statistical Reference Datasets, nonlinear regression: 13 problems from two starting
/// points each, with one setting for all.
class NistTest {
    /// As many as are certified.
    private static final double MOST_DIGITS = 11;

    private static double digits(Array actual, double[] certified) {
        double least = MOST_DIGITS;
        for (int i = 0; i < certified.length; i++) {
            double error = Math.abs((actual.getFlat(i) - certified[i]) / certified[i]);
            double digits = Double.isNaN(error) ? 0 : -Math.log10(error);
            least = Math.min(least, Math.max(0, digits));
        }
        return least;
    }

    @Test
    void certifiedValuesAreFoundFromEveryStart() {
        List<Double> parameters = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        System.out.println(
                "| problem | start | steps | digits: parameters | standard deviations | sum of squares |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (NistProblem problem : NistProblem.all()) {
            for (int start = 0; start < 2; start++) {
                LeastSquaresFit fit =
                        new LevenbergMarquardt().fit(problem.problem(start), Device.named("cpu"));
                double ofParameters =
                        digits(
                                Objects.requireNonNull(fit.parameters().get("b")),
                                problem.parameters());
                double ofDeviations =
                        digits(
                                Objects.requireNonNull(fit.standardDeviations().get("b")),
                                problem.deviations());
                double ofSum =
                        digits(
                                Array.scalar(fit.sumOfSquares()),
                                new double[] {problem.sumOfSquares()});
                parameters.add(ofParameters);
                deviations.add(ofDeviations);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %d | %d%s | %.1f | %.1f | %.1f |%n",
                        problem.name(),
                        start + 1,
                        fit.iterations(),
                        fit.converged() ? "" : "!",
                        ofParameters,
                        ofDeviations,
                        ofSum);
            }
        }
        assertThat(parameters).hasSize(26).allMatch(digits -> digits >= 6);
        assertThat(parameters.stream().filter(digits -> digits >= 8))
                .hasSizeGreaterThanOrEqualTo(22);
        assertThat(deviations).allMatch(digits -> digits >= 6);
    }
}
