package org.glissade.learn.optimize.solver;

/// Finds a length along a direction at which the strong Wolfe conditions hold: f(x + td) ≤ f(x) +
/// c₁·t·g·d and |g(x + td)·d| ≤ c₂·|g·d|.
///
/// The length grows until an interval holds such a point, then the interval shrinks (Nocedal,
/// Wright 2006, algorithms 3.5 and 3.6); lengths come from the cubic through two points, kept away
/// from the interval's ends, with the numbers that Schmidt 2005 uses in minFunc and PyTorch in its
/// L-BFGS.
final class WolfeSearch {
    private static final double C1 = 1e-4;
    private static final double C2 = 0.9;
    private static final int TRIES = 25;
    private static final double GROWTH = 10;
    private static final double MARGIN = 0.1;
    private static final double LEAST_GROWTH = 0.01;

    private final CompiledProblem function;
    private final double changeTolerance;
    private int evaluations;

    WolfeSearch(CompiledProblem function, double changeTolerance) {
        this.function = function;
        this.changeTolerance = changeTolerance;
    }

    /// A point on the line.
    ///
    /// @param slope of the value along the line
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Point(double length, double value, double[] gradient, double slope) {}

    /// The lengths between which to look, in no order, or one that will do.
    private record Bracket(Point first, Point second, boolean isDone) {}

    /// How often the last search computed the function.
    int evaluations() {
        return evaluations;
    }

    Point along(
            double[] place,
            double value,
            double[] gradient,
            double[] direction,
            double slope,
            double firstLength) {
        evaluations = 0;
        Point start = new Point(0, value, gradient, slope);
        Bracket bracket = bracket(place, direction, start, firstLength);
        return bracket.isDone() ? bracket.first() : shrink(place, direction, start, bracket);
    }

    private Bracket bracket(double[] place, double[] direction, Point start, double firstLength) {
        Point before = start;
        Point now = at(place, direction, firstLength);
        for (int i = 0; i < TRIES; i++) {
            if (!decreases(start, now) || (i > 1 && now.value() >= before.value())) {
                return new Bracket(before, now, false);
            }
            if (isFlat(start, now)) {
                return new Bracket(now, now, true);
            }
            if (now.slope() >= 0) {
                return new Bracket(before, now, false);
            }
            double least = now.length() + LEAST_GROWTH * (now.length() - before.length());
            double next = minimum(before, now, least, now.length() * GROWTH);
            before = now;
            now = at(place, direction, next);
        }
        return new Bracket(start, now, false);
    }

    private Point shrink(double[] place, double[] direction, Point start, Bracket bracket) {
        Point low = bracket.first();
        Point high = bracket.second();
        if (low.value() > high.value()) {
            Point other = low;
            low = high;
            high = other;
        }
        double scale = Lbfgs.greatest(direction);
        boolean slow = false;
        while (evaluations <= TRIES
                && Math.abs(high.length() - low.length()) * scale >= changeTolerance) {
            double left = Math.min(low.length(), high.length());
            double right = Math.max(low.length(), high.length());
            double next = minimum(low, high, left, right);
            double margin = MARGIN * (right - left);
            if (Math.min(right - next, next - left) < margin) {
                if (slow || next >= right || next <= left) {
                    next =
                            Math.abs(next - right) < Math.abs(next - left)
                                    ? right - margin
                                    : left + margin;
                    slow = false;
                } else {
                    slow = true;
                }
            } else {
                slow = false;
            }
            Point now = at(place, direction, next);
            if (!decreases(start, now) || now.value() >= low.value()) {
                high = now;
                if (low.value() > high.value()) {
                    Point other = low;
                    low = high;
                    high = other;
                }
            } else if (isFlat(start, now)) {
                return now;
            } else {
                if (now.slope() * (high.length() - low.length()) >= 0) {
                    high = low;
                }
                low = now;
            }
        }
        return low;
    }

    private static boolean decreases(Point start, Point now) {
        return now.value() <= start.value() + C1 * now.length() * start.slope();
    }

    private static boolean isFlat(Point start, Point now) {
        return Math.abs(now.slope()) <= -C2 * start.slope();
    }

    private Point at(double[] place, double[] direction, double length) {
        evaluations++;
        double value = function.at(Lbfgs.plus(place, Lbfgs.times(direction, length)));
        double[] gradient = function.result();
        return new Point(length, value, gradient, Lbfgs.dot(gradient, direction));
    }

    /// Where the cubic with the values and slopes of two points has its minimum, kept within bounds
    /// (Nocedal, Wright 2006, equation 3.59).
    private static double minimum(Point a, Point b, double least, double greatest) {
        Point left = a.length() <= b.length() ? a : b;
        Point right = a.length() <= b.length() ? b : a;
        double width = right.length() - left.length();
        double d1 =
                left.slope()
                        + right.slope()
                        - 3 * (left.value() - right.value()) / (left.length() - right.length());
        double square = d1 * d1 - left.slope() * right.slope();
        if (!(square >= 0)) {
            return (least + greatest) / 2;
        }
        double d2 = Math.sqrt(square);
        double at =
                right.length()
                        - width
                                * ((right.slope() + d2 - d1)
                                        / (right.slope() - left.slope() + 2 * d2));
        return Math.min(Math.max(at, least), greatest);
    }
}
