package org.glissade.cpu;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The written loops of a process, one for each shape, and whether they have been warmed up.
final class Loops {
    /// Tests set `glissade.loops` to `ready`: loops are then run before they are compiled, slowly.
    static final boolean READY_AT_ONCE = "ready".equals(System.getProperty("glissade.loops"));

    /// A loop and its readiness.
    static final class Loop {
        private final byte[] ready = new byte[1];
        private volatile @Nullable FusedLoop code;

        /// Whether the JVM has compiled the loop, so that it is the thing to run.
        boolean isReady() {
            return ready[0] == WarmUp.READY;
        }

        /// Runs the loop on memory that the caller has checked.
        void run(long[] addresses, int rows, int columns) {
            Objects.requireNonNull(code).run(addresses, rows, columns);
        }
    }

    /// The largest number of elements that a loop takes at once; rows of a multiple of it need no
    /// mask. Without masked instructions only such rows have loops.
    static boolean fits(long columns) {
        return Lanes.FLOATS.vectorBitSize() >= 256 || columns % Lanes.FLOATS.length() == 0;
    }

    static boolean isRagged(long columns) {
        return columns % Lanes.FLOATS.length() != 0;
    }

    private final Map<LoopShape, Loop> loops = new ConcurrentHashMap<>();
    private final WarmUp warmUp;

    Loops(WarmUp warmUp) {
        this.warmUp = warmUp;
    }

    /// The loop of a shape; the first request has it written and warmed up, in the background.
    Loop of(LoopShape shape) {
        return loops.computeIfAbsent(shape, this::request);
    }

    private Loop request(LoopShape shape) {
        Loop loop = new Loop();
        if (READY_AT_ONCE) {
            loop.code = LoopWriter.write(shape);
            loop.ready[0] = WarmUp.READY;
            return loop;
        }
        warmUp.request(
                loop.ready,
                0,
                () -> {
                    FusedLoop code = LoopWriter.write(shape);
                    loop.code = code;
                    return warmUp.loop(code, shape);
                });
        return loop;
    }
}
