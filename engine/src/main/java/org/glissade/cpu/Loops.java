package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The written loops of a process, one for each shape, and whether they have been warmed up.
final class Loops {
    /// Tests set `glissade.loops` to `ready`: loops are then run before they are compiled, slowly.
    private static final boolean READY_AT_ONCE =
            "ready".equals(System.getProperty("glissade.loops"));

    /// A loop and its readiness.
    static final class Loop {
        private final FusedLoop code;
        private final byte[] ready = new byte[1];

        private Loop(FusedLoop code) {
            this.code = code;
        }

        /// Whether the JVM has compiled the loop, so that it is the thing to run.
        boolean isReady() {
            return ready[0] == WarmUp.READY;
        }

        void run(MemorySegment[] segments, long[] offsets, int count) {
            code.run(segments, offsets, count);
        }
    }

    private final Map<LoopShape, Loop> loops = new ConcurrentHashMap<>();
    private final WarmUp warmUp;

    Loops(WarmUp warmUp) {
        this.warmUp = warmUp;
    }

    /// How many elements the vectors of a loop take at once.
    int lanes() {
        return Lanes.FLOATS.length();
    }

    /// The loop of a shape; the first request has it written and warmed up.
    Loop of(LoopShape shape) {
        return loops.computeIfAbsent(
                shape,
                _ -> {
                    Loop loop = new Loop(LoopWriter.write(shape));
                    if (READY_AT_ONCE) {
                        loop.ready[0] = WarmUp.READY;
                        return loop;
                    }
                    int slots = shape.varying().size() + shape.results().size();
                    warmUp.request(
                            loop.ready,
                            0,
                            warmUp.loop(loop.code, slots, shape.operations().size()));
                    return loop;
                });
    }
}
