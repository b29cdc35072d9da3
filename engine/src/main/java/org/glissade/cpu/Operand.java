package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.glissade.compile.Repetition;

/// Where an elementwise instruction finds the elements of one operand for a tile, or puts those of
/// its result.
///
/// An operand belongs to one member of the team.
abstract class Operand {
    /// The memory that the elements lie in.
    final MemorySegment segment;

    /// The first element of the current tile, in bytes.
    long offset;

    /// 1, or 0 where one element serves the whole tile.
    int step = 1;

    private Operand(MemorySegment segment) {
        this.segment = segment;
    }

    /// Points at the tile that begins at element `start`.
    abstract void moveTo(long start, int count);

    /// A value that lies in memory whole.
    static final class Dense extends Operand {
        private final int bytes;

        Dense(MemorySegment segment, int bytes) {
            super(segment);
            this.bytes = bytes;
        }

        @Override
        void moveTo(long start, int count) {
            offset = start * bytes;
        }
    }

    /// One element for all, or an intermediate value that only ever exists for the current tile.
    static final class Fixed extends Operand {
        Fixed(MemorySegment segment, long offset, int step) {
            super(segment);
            this.offset = offset;
            this.step = step;
        }

        @Override
        void moveTo(long start, int count) {}
    }

    /// A broadcast whose source is read where it lies: a tile never crosses from one repetition to
    /// the next.
    static final class Stepping extends Operand {
        private final Repetition repetition;
        private final int bytes;

        Stepping(MemorySegment segment, Repetition repetition, int bytes) {
            super(segment);
            this.repetition = repetition;
            this.bytes = bytes;
            this.step = repetition.inner() == 1 ? 0 : 1;
        }

        @Override
        void moveTo(long start, int count) {
            offset = repetition.source(start) * bytes;
        }
    }

    /// A broadcast that is laid out in a scratch tile.
    static final class LaidOut extends Operand {
        private final Kernels kernels;
        private final MemorySegment source;
        private final Repetition repetition;
        private final int bytes;
        private boolean ready;

        LaidOut(
                Kernels kernels,
                MemorySegment scratch,
                long offset,
                MemorySegment source,
                Repetition repetition,
                int bytes) {
            super(scratch);
            this.offset = offset;
            this.kernels = kernels;
            this.source = source;
            this.repetition = repetition;
            this.bytes = bytes;
        }

        /// The source may have changed since the last run.
        void forget() {
            ready = false;
        }

        @Override
        void moveTo(long start, int count) {
            boolean same =
                    repetition.run() == Repetition.UNBOUNDED && start % repetition.inner() == 0;
            if (ready && same) {
                return;
            }
            ready = same;
            int done = 0;
            while (done < count) {
                long at = start + done;
                long left =
                        repetition.inner() == 1
                                ? repetition.run() - at % repetition.run()
                                : repetition.inner() - at % repetition.inner();
                int length = (int) Math.min(left, count - done);
                long from = repetition.source(at) * bytes;
                long to = offset + (long) done * bytes;
                if (repetition.inner() == 1) {
                    kernels.fill(bytes, segment, to, length, bits(from));
                } else {
                    kernels.copy(segment, to, source, from, (long) length * bytes);
                }
                done += length;
            }
        }

        private long bits(long from) {
            return switch (bytes) {
                case 1 -> source.get(ValueLayout.JAVA_BYTE, from);
                case 4 -> source.get(ValueLayout.JAVA_INT_UNALIGNED, from);
                default -> source.get(ValueLayout.JAVA_LONG_UNALIGNED, from);
            };
        }
    }
}
