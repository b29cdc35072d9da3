package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The written loops of a process, one for each shape, and whether they have been warmed up.
final class Loops {
    /// Tests set `glissade.loops` to `ready`: loops are then run before they are compiled, slowly.
    private static final boolean READY_AT_ONCE =
            "ready".equals(System.getProperty("glissade.loops"));

    /// A loop and its readiness.
    static final class Loop {
        private final byte[] ready = new byte[1];
        private volatile @Nullable FusedLoop code;

        /// Whether the JVM has compiled the loop, so that it is the thing to run.
        boolean isReady() {
            return ready[0] == WarmUp.READY;
        }

        /// How many elements the loop takes at once.
        int lanes() {
            return Lanes.FLOATS.length();
        }

        void run(MemorySegment[] segments, long[] offsets, int count) {
            Objects.requireNonNull(code).run(segments, offsets, count);
        }
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
        int slots = shape.varying().size() + shape.results().size();
        warmUp.request(
                loop.ready,
                0,
                () -> {
                    FusedLoop code = LoopWriter.write(shape);
                    loop.code = code;
                    return warmUp.loop(code, slots, shape.operations().size());
                });
        return loop;
    }
}
