package org.glissade.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;

/// Calls vector kernels on small data of its own, in one background thread, until the JVM has
/// compiled them.
final class WarmUp {
    /// One call of a kernel on small data.
    @FunctionalInterface
    interface Trial {
        void call(Kernels kernels, MemorySegment memory);
    }

    /// A kernel that has not been called yet.
    static final byte UNKNOWN = 0;

    /// A kernel whose vector form is not fast yet.
    static final byte WARMING = 1;

    /// A kernel whose vector form is the one to call.
    static final byte READY = 2;

    private static final int COUNT = 512;
    private static final int ROUND = 40;

    /// A kernel that is not faster after so long is left alone.
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private static final long A = 0;
    private static final long B = 64 * 1024;
    private static final long TO = 128 * 1024;
    private static final long SCRATCH = 192 * 1024;
    private static final long BYTES = 1024 * 1024;

    private final Kernels plain;
    private final Kernels vector;
    private final MemorySegment memory = Arena.ofAuto().allocate(BYTES, 64);
    private final Executor background;

    WarmUp(Kernels plain, Kernels vector) {
        this.plain = plain;
        this.vector = vector;
        for (long at = 0; at < SCRATCH; at += 8) {
            memory.set(java.lang.foreign.ValueLayout.JAVA_DOUBLE, at, 0.5);
        }
        this.background =
                new ThreadPoolExecutor(
                        0,
                        1,
                        1,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("glissade-warm-up").factory());
    }

    /// Has a kernel warmed up unless that has been asked for; its entry in the table then becomes
    /// [#READY].
    void request(byte[] table, int key, Trial trial) {
        synchronized (this) {
            if (table[key] != UNKNOWN) {
                return;
            }
            table[key] = WARMING;
        }
        background.execute(() -> {
            if (becomesFast(trial)) {
                table[key] = READY;
            }
        });
    }

    /// Calls both forms in turn until the vectors are at least as fast, twice in a row.
    private boolean becomesFast(Trial trial) {
        long start = System.nanoTime();
        int wins = 0;
        while (wins < 2) {
            long before = System.nanoTime();
            for (int i = 0; i < ROUND; i++) {
                trial.call(plain, memory);
            }
            long between = System.nanoTime();
            for (int i = 0; i < ROUND; i++) {
                trial.call(vector, memory);
            }
            long after = System.nanoTime();
            wins = after - between <= (between - before) * 1.1 ? wins + 1 : 0;
            if (after - start > PATIENCE) {
                return false;
            }
        }
        return true;
    }

    static Trial unary(UnaryFunction function, DType type) {
        return (kernels, memory) -> kernels.unary(function, type, memory, TO, memory, A, COUNT);
    }

    static Trial binary(BinaryFunction function, DType type, int aStep, int bStep) {
        return (kernels, memory) ->
                kernels.binary(
                        function, type, memory, TO, memory, A, aStep, memory, B, bStep, COUNT);
    }

    static Trial compare(CompareFunction function, DType type, int aStep, int bStep) {
        return (kernels, memory) ->
                kernels.compare(
                        function, type, memory, TO, memory, A, aStep, memory, B, bStep, COUNT);
    }

    static Trial select(DType type, int aStep, int bStep) {
        return (kernels, memory) ->
                kernels.select(
                        type, memory, TO, memory, SCRATCH, 1, memory, A, aStep, memory, B, bStep,
                        COUNT);
    }

    static Trial reduce(ReduceFunction function, DType type, boolean row) {
        int inner = row ? 1 : 48;
        int length = row ? 96 : 8;
        return (kernels, memory) ->
                kernels.reduce(
                        function,
                        type,
                        memory,
                        TO,
                        inner,
                        memory,
                        A,
                        (long) length * inner,
                        inner,
                        4,
                        length,
                        inner);
    }

    static Trial transpose(int elementBytes) {
        return (kernels, memory) ->
                kernels.transpose(elementBytes, memory, TO, 64, memory, A, 64, 64, 64);
    }

    /// Products whose rows and columns meet every size of tile, fresh and accumulating.
    Trial multiply(DType type, boolean aTransposed, boolean bTransposed) {
        MatrixProduct fresh = MatrixProduct.dense(type, 15, 118, 24, aTransposed, bTransposed);
        MatrixProduct accumulating = fresh.accumulating();
        return (kernels, memory) -> {
            for (MatrixProduct product : new MatrixProduct[] {fresh, accumulating}) {
                kernels.multiply(
                        product, memory, TO, memory, A, memory, B, memory, SCRATCH, 0, 15, 0, 118);
            }
        };
    }
}
