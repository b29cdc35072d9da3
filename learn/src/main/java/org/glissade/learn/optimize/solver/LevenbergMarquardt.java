package org.glissade.learn.optimize.solver;

import java.util.Arrays;
import org.glissade.runtime.Device;

/// Least squares for functions that are not linear: steps δ that minimise ‖J·δ + r‖² + λ·‖D·δ‖² for
/// the residuals r and their Jacobian J (Levenberg 1944, Marquardt 1963), with D the greatest norms
/// of J's columns so far (Moré 1978) and λ after how well the step's gain was foretold (Nielsen
/// 1999). Steps come from the QR decomposition of J over √λ·D; JᵀJ, which would square the
/// condition, is never formed.
///
/// Where the foretold gain is too small to be seen in the sum of squares, undamped steps (Gauss,
/// Newton) go on as long as they become shorter, so that parameters are as exact as their Jacobian
/// allows.
///
/// The Jacobian is the graph's own derivative, column by column. Use F64 data.
///
/// @param iterations steps to try at most
/// @param damping the first λ; small ones trust the first Jacobian more
public record LevenbergMarquardt(int iterations, double damping) {
    /// What is left of the sum's 16 digits to see a gain in.
    private static final double VISIBLE = 1e-10;

    /// Undamped steps in a row that become no shorter.
    private static final int PATIENCE = 3;

    private static final double MOST_DAMPING = 1e100;

    /// Settings are checked.
    public LevenbergMarquardt {
        if (iterations < 1 || !(damping > 0 && damping < MOST_DAMPING)) {
            throw new IllegalArgumentException(
                    "iterations and damping are above 0, but got "
                            + iterations
                            + " and "
                            + damping);
        }
    }

    /// With at most 2,000 steps and a first damping of 100.
    public LevenbergMarquardt() {
        this(2000, 100);
    }

    /// Fits the parameters from the problem's start.
    ///
    /// @throws IllegalArgumentException if there are fewer residuals than unknowns, or the
    ///   residuals at the start are not finite
    public LeastSquaresFit fit(Problem problem, Device device) {
        try (CompiledProblem residuals = CompiledProblem.residuals(problem, device);
                CompiledProblem derivative = CompiledProblem.derivative(problem, device)) {
            return new Search(problem, residuals, derivative).run();
        }
    }

    /// One fit.
    private final class Search {
        private final Problem problem;
        private final CompiledProblem function;
        private final CompiledProblem derivative;
        private final double[] scale;
        private double[] place;
        private double[] residuals;
        private double sum;
        private double[][] jacobian;

        Search(Problem problem, CompiledProblem function, CompiledProblem derivative) {
            this.problem = problem;
            this.function = function;
            this.derivative = derivative;
            place = problem.first();
            scale = new double[place.length];
            residuals = residuals(place);
            sum = Lbfgs.dot(residuals, residuals);
            if (residuals.length < place.length || !Double.isFinite(sum)) {
                throw new IllegalArgumentException(
                        "least squares need at least as many residuals as unknowns and a start where they are finite, but"
                                + " there are "
                                + residuals.length
                                + " residuals for "
                                + place.length
                                + " unknowns, with a sum of squares of "
                                + sum);
            }
            jacobian = jacobian(place);
        }

        LeastSquaresFit run() {
            double lambda = damping;
            double growth = 2;
            double shortest = Double.POSITIVE_INFINITY;
            int stalls = 0;
            int iteration = 0;
            boolean converged = false;
            while (!converged && iteration < iterations) {
                iteration++;
                widen();
                QrDecomposition undamped = new QrDecomposition(jacobian, scale, 0);
                if (undamped.foretold(residuals) <= VISIBLE * sum) {
                    double[] step = undamped.step(residuals);
                    double length = scaled(step);
                    double[] next = Lbfgs.plus(place, step);
                    stalls = length < shortest ? 0 : stalls + 1;
                    shortest = Math.min(shortest, length);
                    converged =
                            stalls == PATIENCE || Arrays.equals(next, place) || !moveTo(next, true);
                    continue;
                }
                shortest = Double.POSITIVE_INFINITY;
                QrDecomposition damped = new QrDecomposition(jacobian, scale, lambda);
                double[] step = damped.step(residuals);
                double foretold = sum - squares(linear(step));
                double before = sum;
                double[] next = Lbfgs.plus(place, step);
                if (moveTo(next, false)) {
                    double ratio = (before - sum) / foretold;
                    lambda *= Math.max(1.0 / 3, 1 - Math.pow(2 * ratio - 1, 3));
                    growth = 2;
                } else {
                    lambda *= growth;
                    growth *= 2;
                    converged = lambda > MOST_DAMPING || Arrays.equals(next, place);
                }
            }
            return fit(iteration, converged);
        }

        /// Goes to a place if the sum of squares falls there, or, where its change cannot be seen,
        /// does not rise.
        private boolean moveTo(double[] next, boolean invisible) {
            double[] there = residuals(next);
            double squares = squares(there);
            double most = invisible ? sum * (1 + VISIBLE) : sum;
            if (!(squares < most)) {
                return false;
            }
            double[][] slopes = jacobian(next);
            for (double[] column : slopes) {
                if (!Double.isFinite(squares(column))) {
                    return false;
                }
            }
            place = next;
            residuals = there;
            sum = squares;
            jacobian = slopes;
            return true;
        }

        private double[] residuals(double[] at) {
            function.run(at);
            return function.result();
        }

        /// By columns.
        private double[][] jacobian(double[] at) {
            double[][] columns = new double[at.length][];
            double[] direction = new double[at.length];
            for (int j = 0; j < at.length; j++) {
                direction[j] = 1;
                derivative.direct(direction);
                derivative.run(at);
                columns[j] = derivative.result();
                direction[j] = 0;
            }
            return columns;
        }

        private void widen() {
            for (int j = 0; j < scale.length; j++) {
                scale[j] = Math.max(scale[j], Math.sqrt(squares(jacobian[j])));
            }
        }

        private double[] linear(double[] step) {
            double[] result = residuals.clone();
            for (int j = 0; j < step.length; j++) {
                for (int i = 0; i < result.length; i++) {
                    result[i] += jacobian[j][i] * step[j];
                }
            }
            return result;
        }

        private double scaled(double[] step) {
            double squares = 0;
            for (int j = 0; j < step.length; j++) {
                squares += scale[j] * step[j] * scale[j] * step[j];
            }
            return Math.sqrt(squares);
        }

        private double squares(double[] vector) {
            return Lbfgs.dot(vector, vector);
        }

        private LeastSquaresFit fit(int iteration, boolean converged) {
            int freedom = residuals.length - place.length;
            double[] deviations = new QrDecomposition(jacobian, scale, 0).inverseRows();
            double s = Math.sqrt(sum / freedom);
            for (int j = 0; j < deviations.length; j++) {
                deviations[j] *= s;
            }
            return new LeastSquaresFit(
                    problem.arrays(place),
                    problem.arrays(deviations),
                    sum,
                    freedom,
                    iteration,
                    converged);
        }
    }
}
