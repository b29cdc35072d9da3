package org.glissade.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;
import org.jspecify.annotations.Nullable;

/// Calls vector kernels on small data of its own, in one background thread, until the JVM has
/// compiled them.
final class WarmUp {
    /// One call of a kernel on small data, in either form.
    ///
    /// @param plain null where there is nothing to compare with
    /// @param elements how many elements, or multiplications of a product, a call computes
    record Trial(@Nullable Runnable plain, Runnable vector, long elements) {}

    private Trial both(Consumer<Kernels> call) {
        return both(call, COUNT);
    }

    private Trial both(Consumer<Kernels> call, long elements) {
        return new Trial(() -> call.accept(plain), () -> call.accept(vector), elements);
    }

    /// The name of the background thread; it lives while something is being warmed up.
    static final String THREAD = "glissade-warm-up";

    /// A kernel that has not been called yet.
    static final byte UNKNOWN = 0;

    /// A kernel whose vector form is not fast yet.
    static final byte WARMING = 1;

    /// A kernel whose vector form is the one to call.
    static final byte READY = 2;

    private static final int COUNT = 512;

    /// Calls in a round, and how long it may take: before they are compiled, vectors are slow.
    private static final int ROUND = 40;

    private static final long LONGEST_ROUND = TimeUnit.MILLISECONDS.toNanos(40);

    /// How long one kernel is tried before it is the next one's turn, and how often.
    private static final long VISIT = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final int VISITS = 5;

    /// The first pause before a further visit; each is longer than the last.
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    /// Nanoseconds for an element that only compiled vectors keep to, on a busy machine too; as
    /// objects they take ten times as long. Early on the plain loops are slow themselves, so that
    /// being faster proves nothing.
    private static final double COMPILED_NANOS = 1.5;

    private static final long A = 0;
    private static final long B = 64 * 1024;
    private static final long TO = 128 * 1024;
    private static final long SCRATCH = 192 * 1024;
    private static final long BYTES = 1024 * 1024;

    /// How long after the first use of the kernels nothing is warmed up.
    private static final long HEAD_START = TimeUnit.MILLISECONDS.toNanos(700);

    private final long start = System.nanoTime();
    private final Kernels plain;
    private final Kernels vector;
    private final MemorySegment memory = Arena.ofAuto().allocate(BYTES, 64);
    private final Deque<Pending> pending = new ArrayDeque<>();
    private volatile boolean running;

    WarmUp(Kernels plain, Kernels vector) {
        this.plain = plain;
        this.vector = vector;
    }

    /// Numbers to compute with; in the background, since writing them takes the interpreter as long
    /// as a first step.
    private void fillOperands() {
        for (long at = 0; at < SCRATCH; at += 8) {
            memory.set(ValueLayout.JAVA_DOUBLE, at, 0.5);
        }
    }

    /// Whether nothing is left to warm up for now.
    boolean isIdle() {
        return !running;
    }

    /// Has a kernel warmed up unless that has been asked for; its entry in the table then becomes
    /// [#READY].
    ///
    /// @param trial null for a kernel that has no vector form and stays as it is
    void request(byte[] table, int key, @Nullable Trial trial) {
        request(table, key, trial, false);
    }

    /// As above, before all others: products take most of the time.
    void requestFirst(byte[] table, int key, @Nullable Trial trial) {
        request(table, key, trial, true);
    }

    private void request(byte[] table, int key, @Nullable Trial trial, boolean first) {
        synchronized (this) {
            if (table[key] != UNKNOWN) {
                return;
            }
            table[key] = WARMING;
        }
        if (trial != null) {
            request(new Pending(table, key, () -> trial, () -> true), first);
        }
    }

    /// As above, with a trial that is itself made in the background.
    void request(byte[] table, int key, Supplier<Trial> maker) {
        request(table, key, maker, () -> true);
    }

    /// As above, as long as it is wanted.
    void request(byte[] table, int key, Supplier<Trial> maker, BooleanSupplier isWanted) {
        table[key] = WARMING;
        request(new Pending(table, key, maker, isWanted), false);
    }

    private void request(Pending kernel, boolean first) {
        synchronized (pending) {
            if (first) {
                pending.addFirst(kernel);
            } else {
                pending.addLast(kernel);
            }
            if (!running) {
                running = true;
                Thread.ofPlatform().daemon().name(THREAD).start(this::warmUp);
            }
        }
    }

    /// A kernel on its way.
    private static final class Pending {
        private final byte[] table;
        private final int key;
        private final Supplier<Trial> maker;
        private final BooleanSupplier isWanted;
        private int visits;

        /// Whether the vectors have been faster than the plain loops, even though some are objects.
        private boolean fast;

        private @Nullable Trial trial;

        Pending(byte[] table, int key, Supplier<Trial> maker, BooleanSupplier isWanted) {
            this.table = table;
            this.key = key;
            this.maker = maker;
            this.isWanted = isWanted;
        }

        /// Calls both forms for a while; true when there is nothing left to wait for: the vectors
        /// were at least as fast twice in a row and allocate nothing, or nobody wants them any
        /// more, or patience is at its end. Then those that are faster, but allocate, are taken
        /// where there are plain loops to be faster than.
        boolean isDone() {
            if (!isWanted.getAsBoolean()) {
                return true;
            }
            if (visits > 0) {
                LockSupport.parkNanos(visits * PAUSE);
            }
            long begun = System.nanoTime();
            Trial current = trial;
            if (current == null) {
                current = maker.get();
                trial = current;
            }
            int wins = 0;
            while (System.nanoTime() - begun < VISIT) {
                if (!isWanted.getAsBoolean()) {
                    return true;
                }
                Runnable slow = current.plain();
                double plainNanos = slow == null ? Double.MAX_VALUE : nanosPerCall(slow);
                double vectorNanos = nanosPerCall(current.vector());
                boolean faster = vectorNanos <= plainNanos * 1.1;
                boolean compiled = vectorNanos <= current.elements() * COMPILED_NANOS;
                wins = faster && compiled ? wins + 1 : 0;
                if (wins == 2) {
                    if (!allocates(current.vector())) {
                        table[key] = READY;
                        return true;
                    }
                    fast = current.plain() != null;
                    wins = 0;
                }
            }
            if (++visits < VISITS) {
                return false;
            }
            if (fast) {
                table[key] = READY;
            }
            return true;
        }

        /// Whether some vectors are still objects, for which memory is allocated.
        private static boolean allocates(Runnable call) {
            long before = Allocation.bytes();
            for (int i = 0; i < ROUND; i++) {
                call.run();
            }
            return Allocation.bytes() - before >= ROUND * Long.BYTES;
        }

        private static double nanosPerCall(Runnable call) {
            long start = System.nanoTime();
            long now = start;
            int calls = 0;
            while (calls < ROUND && now - start < LONGEST_ROUND) {
                call.run();
                calls++;
                now = System.nanoTime();
            }
            return (double) (now - start) / calls;
        }
    }

    /// The life of the background thread: one kernel after the other, because the JVM compiles one
    /// after the other too. Whichever takes long goes to the end of the queue and is looked at more
    /// and more rarely.
    private void warmUp() {
        waitForTheFirstSteps();
        fillOperands();
        while (true) {
            Pending next;
            synchronized (pending) {
                if (pending.isEmpty()) {
                    running = false;
                    return;
                }
                next = pending.removeFirst();
            }
            if (!next.isDone()) {
                synchronized (pending) {
                    pending.addLast(next);
                }
            }
        }
    }

    /// Lets the first steps have the processor: what is compiled for them should not queue behind
    /// what is compiled here.
    private void waitForTheFirstSteps() {
        for (long left = start + HEAD_START - System.nanoTime();
                left > 0;
                left = start + HEAD_START - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Nullable Trial unary(UnaryFunction function, DType type) {
        if (!hasVectors(function, type)) {
            return null;
        }
        // Most are some dozens of instructions for each element.
        return both(
                kernels -> kernels.unary(function, type, memory, TO, memory, A, COUNT), 8 * COUNT);
    }

    private static boolean hasVectors(UnaryFunction function, DType type) {
        return switch (function) {
            case NEGATE, ABS, SQRT, RELU, SIGN, ROUND, FLOOR, CEIL -> type.isFloating();
            case EXP, EXPM1, TANH, SIGMOID, ERF, LOG, LOG1P, SOFTPLUS, SIN, COS ->
                    type == DType.F32;
            case TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH -> false;
        };
    }

    @Nullable Trial binary(BinaryFunction function, DType type, int aStep, int bStep) {
        boolean scalar = function == BinaryFunction.POWER || function == BinaryFunction.ATAN2;
        if (scalar || !type.isFloating() || aStep + bStep == 0) {
            return null;
        }
        return both(kernels ->
                kernels.binary(
                        function, type, memory, TO, memory, A, aStep, memory, B, bStep, COUNT));
    }

    @Nullable Trial compare(CompareFunction function, DType type, int aStep, int bStep) {
        if (!type.isFloating() || aStep + bStep == 0) {
            return null;
        }
        return both(kernels ->
                kernels.compare(
                        function, type, memory, TO, memory, A, aStep, memory, B, bStep, COUNT));
    }

    @Nullable Trial select(DType type, int aStep, int bStep) {
        if (type == DType.BOOL) {
            return null;
        }
        return both(kernels ->
                kernels.select(
                        type, memory, TO, memory, SCRATCH, 1, memory, A, aStep, memory, B, bStep,
                        COUNT));
    }

    /// Of lengths that take every branch, like [#loop].
    @Nullable Trial reduce(ReduceFunction function, DType type, boolean row) {
        if (!type.isFloating()) {
            return null;
        }
        int block = ScalarFloats.BLOCK;
        return row
                ? both(
                        kernels -> {
                            for (int length = 96; length <= 126; length += 10) {
                                reduce(kernels, function, type, length, 1);
                            }
                            reduce(kernels, function, type, 8, 1);
                        },
                        4 * 111)
                : both(
                        kernels -> {
                            reduce(kernels, function, type, block + 3, 85);
                            reduce(kernels, function, type, 8, 64);
                            reduce(kernels, function, type, 8, 5);
                        },
                        85L * block);
    }

    private void reduce(
            Kernels kernels, ReduceFunction function, DType type, int length, int inner) {
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
                1,
                length,
                inner);
    }

    @Nullable Trial transpose(int elementBytes) {
        if (elementBytes != Float.BYTES) {
            return null;
        }
        return both(
                kernels -> kernels.transpose(elementBytes, memory, TO, 64, memory, A, 64, 64, 64),
                64 * 64);
    }

    /// A written loop against as many sums in plain loops. Rows with and without a rest, and rows
    /// that are all rest: of a branch that was never taken the JVM compiles nothing, and the first
    /// step that takes it throws the compiled loop away.
    Trial loop(FusedLoop loop, LoopShape shape) {
        int slots = shape.operands().size() + shape.results().size();
        long[] addresses = new long[slots];
        for (int i = 0; i < slots; i++) {
            addresses[i] = NativeMemory.address(memory, A + i * 4096L, 4L * COUNT);
        }
        int rows = 4;
        int whole = COUNT / rows;
        int weight = shape.weight();
        return new Trial(
                () -> {
                    for (int i = 0; i < weight; i++) {
                        plain.binary(
                                BinaryFunction.ADD,
                                DType.F32,
                                memory,
                                TO,
                                memory,
                                A,
                                1,
                                memory,
                                B,
                                1,
                                COUNT);
                    }
                },
                () -> {
                    if (shape.ragged()) {
                        loop.run(addresses, rows - 2, whole - 3);
                        loop.run(addresses, 1, whole);
                        loop.run(addresses, 1, 3);
                    } else {
                        loop.run(addresses, rows, whole);
                    }
                },
                (long) COUNT * weight);
    }

    /// Products whose rows and columns meet every size of tile, fresh and accumulating.
    @Nullable Trial multiply(DType type, boolean aTransposed, boolean bTransposed) {
        if (!type.isFloating()) {
            return null;
        }
        MatrixProduct fresh = MatrixProduct.dense(type, 15, 118, 24, aTransposed, bTransposed);
        MatrixProduct accumulating = fresh.accumulating();
        return both(
                kernels -> {
                    multiply(kernels, fresh);
                    multiply(kernels, accumulating);
                },
                2L * fresh.m() * fresh.n() * fresh.k());
    }

    private void multiply(Kernels kernels, MatrixProduct product) {
        kernels.multiply(
                product,
                memory,
                TO,
                memory,
                A,
                memory,
                B,
                memory,
                SCRATCH,
                0,
                product.m(),
                0,
                product.n());
    }
}
