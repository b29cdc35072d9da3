package org.glissade.compile;

import org.glissade.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// How a broadcast repeats its source: element i of the result is element `i / run * inner + i %
/// inner` of the source, in row-major order.
///
/// A scalar has inner 1 and an unbounded run; a row added to every row has inner = its length and
/// an unbounded run; a column has inner 1 and run = the length of a row.
public record Repetition(long run, long inner) {
    /// Larger than any index.
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /// Whether a broadcast between these shapes repeats along one block of neighbouring axes, or
    /// leading and inner ones, so that the formula holds.
    public static boolean describes(Shape from, Shape to) {
        return of(from, to) != null;
    }

    /// The repetition of a broadcast, or null where the formula does not hold.
    public static @Nullable Repetition of(Shape from, Shape to) {
        int extra = to.rank() - from.rank();
        long inner = 1;
        int axis = to.rank() - 1;
        // Innermost axes that both have, then axes that are repeated, then outer axes that both
        // have.
        while (axis >= 0
                && (to.dim(axis) == 1
                        || (axis >= extra && from.dim(axis - extra) == to.dim(axis)))) {
            inner *= to.dim(axis--);
        }
        long run = inner;
        while (axis >= 0 && (to.dim(axis) == 1 || axis < extra || from.dim(axis - extra) == 1)) {
            run *= to.dim(axis--);
        }
        long outer = 1;
        while (axis >= 0) {
            if (axis < extra || from.dim(axis - extra) != to.dim(axis)) {
                boolean restRepeats = true;
                for (int i = axis; i >= 0; i--) {
                    restRepeats &= to.dim(i) == 1 || i < extra || from.dim(i - extra) == 1;
                }
                if (!restRepeats || outer > 1) {
                    return null;
                }
                break;
            }
            outer *= to.dim(axis--);
        }
        return new Repetition(outer == 1 ? UNBOUNDED : run, Math.max(1, inner));
    }

    /// The position in the source of a position in the result.
    public long source(long position) {
        return position / run * inner + position % inner;
    }
}
