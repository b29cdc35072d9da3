package org.glissade.learn.optimize.solver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.glissade.runtime.Device;

/// Minimises a smooth function of many unknowns from its gradients: the BFGS method in limited
/// memory (Liu, Nocedal 1989; Nocedal, Wright 2006, algorithms 7.4 and 7.5) with a line search for
/// the strong Wolfe conditions. For full batches: the function must give the same value for the
/// same place.
///
/// @param firstStep the length that each line search tries first; in the first iteration times
///   min(1, 1/‖g‖₁)
/// @param iterations directions to search along at most
/// @param history how many steps the curvature is learned from
/// @param gradientTolerance ends where no element of the gradient is larger
/// @param changeTolerance ends where no unknown moves further, or the value changes less
public record Lbfgs(
        double firstStep,
        int iterations,
        int history,
        double gradientTolerance,
        double changeTolerance) {
    /// Curvature is learned only from steps along which the gradient surely grows.
    private static final double LEAST_CURVATURE = 1e-10;

    /// Settings are checked.
    public Lbfgs {
        if (!(firstStep > 0 && Double.isFinite(firstStep)) || iterations < 1 || history < 1) {
            throw new IllegalArgumentException(
                    "first step, iterations and history are above 0, but got "
                            + firstStep
                            + ", "
                            + iterations
                            + " and "
                            + history);
        }
        if (!(gradientTolerance >= 0 && changeTolerance >= 0)) {
            throw new IllegalArgumentException(
                    "tolerances are at least 0, but got "
                            + gradientTolerance
                            + " and "
                            + changeTolerance);
        }
    }

    /// With first step 1, a history of 10 and tolerances of 1e-10 and 1e-14.
    public Lbfgs(int iterations) {
        this(1, iterations, 10, 1e-10, 1e-14);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pair(double[] step, double[] change, double scale) {}

    /// Goes from the problem's start to a minimum near it.
    public Minimum minimize(Problem problem, Device device) {
        try (CompiledProblem function = CompiledProblem.withGradient(problem, device)) {
            return minimize(problem, function);
        }
    }

    private Minimum minimize(Problem problem, CompiledProblem function) {
        WolfeSearch search = new WolfeSearch(function, changeTolerance);
        double[] place = problem.first();
        double value = function.at(place);
        double[] gradient = function.result();
        int evaluations = 1;
        Deque<Pair> pairs = new ArrayDeque<>();
        int iteration = 0;
        Minimum.Reason reason = Minimum.Reason.ALL_ITERATIONS;
        if (!Double.isFinite(value)) {
            reason = Minimum.Reason.NOT_FINITE;
        } else if (greatest(gradient) <= gradientTolerance) {
            reason = Minimum.Reason.SMALL_GRADIENT;
        }
        while (reason == Minimum.Reason.ALL_ITERATIONS && iteration < iterations) {
            iteration++;
            double[] direction = direction(gradient, pairs);
            double slope = dot(gradient, direction);
            if (slope > -changeTolerance) {
                reason = Minimum.Reason.SMALL_CHANGE;
                break;
            }
            double length = iteration == 1 ? Math.min(1, 1 / sum(gradient)) * firstStep : firstStep;
            WolfeSearch.Point found =
                    search.along(place, value, gradient, direction, slope, length);
            evaluations += search.evaluations();
            double[] step = times(direction, found.length());
            place = plus(place, step);
            double[] change = minus(found.gradient(), gradient);
            double curvature = dot(change, step);
            if (curvature > LEAST_CURVATURE) {
                if (pairs.size() == history) {
                    pairs.removeFirst();
                }
                pairs.addLast(new Pair(step, change, 1 / curvature));
            }
            double before = value;
            value = found.value();
            gradient = found.gradient();
            if (!Double.isFinite(value)) {
                reason = Minimum.Reason.NOT_FINITE;
            } else if (greatest(gradient) <= gradientTolerance) {
                reason = Minimum.Reason.SMALL_GRADIENT;
            } else if (greatest(step) <= changeTolerance
                    || Math.abs(value - before) < changeTolerance) {
                reason = Minimum.Reason.SMALL_CHANGE;
            }
        }
        return new Minimum(problem.arrays(place), value, iteration, evaluations, reason);
    }

    /// −H·g with the inverse Hessian H that the pairs stand for (algorithm 7.4).
    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] q = times(gradient, -1);
        double[] shares = new double[pairs.size()];
        int i = shares.length;
        Iterator<Pair> backward = pairs.descendingIterator();
        while (backward.hasNext()) {
            Pair pair = backward.next();
            shares[--i] = dot(pair.step(), q) * pair.scale();
            add(q, pair.change(), -shares[i]);
        }
        Pair last = pairs.peekLast();
        double[] r =
                last == null ? q : times(q, 1 / last.scale() / dot(last.change(), last.change()));
        for (Pair pair : pairs) {
            add(r, pair.step(), shares[i++] - dot(pair.change(), r) * pair.scale());
        }
        return r;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        add(sum, b, 1);
        return sum;
    }

    static double greatest(double[] a) {
        double greatest = 0;
        for (double value : a) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        return greatest;
    }

    static double[] times(double[] a, double factor) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = a[i] * factor;
        }
        return product;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = a.clone();
        add(difference, b, -1);
        return difference;
    }

    private static void add(double[] to, double[] from, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }

    private static double sum(double[] a) {
        double sum = 0;
        for (double value : a) {
            sum += Math.abs(value);
        }
        return sum;
    }
}
