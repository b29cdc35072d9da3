package org.glissade.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;

/// A program, not a test: prints what the kernels of this JVM reach on this machine. Each figure is
/// the best of many runs, so that other load on the machine disturbs it little.
final class KernelTimings {
    private static final int MILLION = 1 << 20;
    private static final long PATIENCE = 700_000_000L;

    private final Kernels kernels = KernelChoice.best().kernels();
    private final Arena arena = Arena.ofAuto();

    private KernelTimings() {}

    public static void main(String[] arguments) {
        KernelTimings timings = new KernelTimings();
        System.out.println(timings.kernels.name());
        String wish = arguments.length == 0 ? "all" : arguments[0];
        if (wish.equals("all") || wish.equals("products")) {
            timings.products();
        }
        if (wish.equals("all") || wish.equals("elementwise")) {
            timings.elementwise();
        }
        if (wish.equals("all") || wish.equals("team")) {
            handOff();
        }
    }

    private void products() {
        for (DType type : List.of(DType.F32, DType.F64)) {
            product("64³", type, 64, 64, 64, false, false);
            product("256³", type, 256, 256, 256, false, false);
            product("1024³", type, 1024, 1024, 1024, false, false);
            product("32×784×128 forward", type, 32, 128, 784, false, false);
            product("32×784×128 dX", type, 32, 784, 128, false, true);
            product("32×784×128 dW", type, 784, 128, 32, true, false);
            product("256×1024×1024 forward", type, 256, 1024, 1024, false, false);
            product("256×1024×1024 dX", type, 256, 1024, 1024, false, true);
            product("256×1024×1024 dW", type, 1024, 1024, 256, true, false);
            product("64×512×2048 forward", type, 64, 2048, 512, false, false);
            product("64×512×2048 dX", type, 64, 512, 2048, false, true);
            product("64×512×2048 dW", type, 512, 2048, 64, true, false);
            product("32×128×10 forward", type, 32, 10, 128, false, false);
            product("32×128×10 dX", type, 32, 128, 10, false, true);
            product("32×128×10 dW", type, 128, 10, 32, true, false);
            product("100×784×10 forward", type, 100, 10, 784, false, false);
            product("100×784×10 dW", type, 784, 10, 100, true, false);
            product("1×784×128 forward", type, 1, 128, 784, false, false);
            product("1024×128×1 forward", type, 1024, 1, 128, false, false);
            product("4×2×4", type, 4, 4, 2, false, false);
        }
    }

    private void product(
            String name,
            DType type,
            int m,
            int n,
            int k,
            boolean aTransposed,
            boolean bTransposed) {
        MatrixProduct product = MatrixProduct.dense(type, m, n, k, aTransposed, bTransposed);
        MemorySegment a = numbers(type, m * k);
        MemorySegment b = numbers(type, n * k);
        MemorySegment c = numbers(type, m * n);
        MemorySegment scratch = arena.allocate(Math.max(1, kernels.scratchBytes(product)), 64);
        double operations = 2.0 * m * n * k;
        int repeat = (int) Math.max(1, 2e6 / operations);
        double nanos =
                best(
                        repeat,
                        () -> kernels.multiply(product, c, 0, a, 0, b, 0, scratch, 0, 0, m, 0, n));
        System.out.printf(
                Locale.ROOT,
                "%s %-24s %8.1f GFLOP/s %10.2f us%n",
                type,
                name,
                operations / nanos,
                nanos / 1000);
    }

    private void elementwise() {
        for (DType type : List.of(DType.F32, DType.F64)) {
            MemorySegment a = numbers(type, MILLION);
            MemorySegment b = numbers(type, MILLION);
            MemorySegment c = numbers(type, MILLION);
            MemorySegment truths = arena.allocate(MILLION, 64);
            for (UnaryFunction f : UnaryFunction.values()) {
                million(type, f.toString(), () -> kernels.unary(f, type, c, 0, a, 0, MILLION));
            }
            for (BinaryFunction f : BinaryFunction.values()) {
                million(
                        type,
                        f.toString(),
                        () -> kernels.binary(f, type, c, 0, a, 0, 1, b, 0, 1, MILLION));
            }
            million(
                    type,
                    "less",
                    () ->
                            kernels.compare(
                                    org.glissade.tensor.CompareFunction.LESS,
                                    type,
                                    truths,
                                    0,
                                    a,
                                    0,
                                    1,
                                    b,
                                    0,
                                    1,
                                    MILLION));
            million(
                    type,
                    "select",
                    () -> kernels.select(type, c, 0, truths, 0, 1, a, 0, 1, b, 0, 1, MILLION));
            for (DType to : DType.values()) {
                MemorySegment dst = arena.allocate(8L * MILLION, 64);
                million(type, "cast to " + to, () -> kernels.cast(type, to, dst, 0, a, 0, MILLION));
            }
            for (ReduceFunction f : ReduceFunction.values()) {
                million(
                        type,
                        f + " of all",
                        () -> kernels.reduce(f, type, c, 0, 1, a, 0, MILLION, 1, 1, MILLION, 1));
                million(
                        type,
                        f + " rows of 1024",
                        () -> kernels.reduce(f, type, c, 0, 1, a, 0, 1024, 1, 1024, 1024, 1));
                million(
                        type,
                        f + " rows of 8",
                        () -> kernels.reduce(f, type, c, 0, 1, a, 0, 8, 1, MILLION / 8, 8, 1));
                million(
                        type,
                        f + " columns of 1024",
                        () -> kernels.reduce(f, type, c, 0, 0, a, 0, 0, 1024, 1, 1024, 1024));
                million(
                        type,
                        f + " columns of 8",
                        () -> kernels.reduce(f, type, c, 0, 0, a, 0, 0, 8, 1, MILLION / 8, 8));
            }
            million(
                    type,
                    "transpose 1024",
                    () -> kernels.transpose(type.bytes(), c, 0, 1024, a, 0, 1024, 1024, 1024));
            long[] dense = {1 << 18, 1 << 10, 1};
            long[] swapped = {1 << 18, 1, 1 << 8};
            int[] dims = {4, 256, 1024};
            million(
                    type,
                    "copy strided",
                    () -> kernels.copyStrided(type.bytes(), c, 0, dense, a, 0, swapped, dims));
            million(type, "copy", () -> kernels.copy(c, 0, a, 0, (long) type.bytes() * MILLION));
            million(type, "fill", () -> kernels.fill(type.bytes(), c, 0, MILLION, 1));
        }
    }

    private static void million(DType type, String name, Runnable call) {
        System.out.printf(
                Locale.ROOT, "%s %-24s %8.1f us per 1M%n", type, name, best(1, call) / 1000);
    }

    private static void handOff() {
        for (int members : new int[] {1, 2, 3, 8}) {
            try (Team team = new Team(members)) {
                AtomicInteger sink = new AtomicInteger();
                Team.Task meet =
                        (member, _) -> {
                            for (int i = 0; i < 100; i++) {
                                team.barrier();
                            }
                            sink.lazySet(member);
                        };
                Team.Task nothing = (member, _) -> sink.lazySet(member);
                System.out.printf(
                        Locale.ROOT,
                        "team of %d: barrier %.0f ns, run %.0f ns%n",
                        members,
                        best(1, () -> team.run(meet)) / 100,
                        best(10, () -> team.run(nothing)));
            }
        }
    }

    /// Nanoseconds of one call: the best of many rounds.
    private static double best(int repeat, Runnable call) {
        double best = Double.MAX_VALUE;
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE) {
            long before = System.nanoTime();
            for (int i = 0; i < repeat; i++) {
                call.run();
            }
            best = Math.min(best, (double) (System.nanoTime() - before) / repeat);
        }
        return best;
    }

    private MemorySegment numbers(DType type, int count) {
        MemorySegment segment = arena.allocate(Math.max(1, (long) count * type.bytes()), 64);
        for (int i = 0; i < count; i++) {
            double value = (i % 1999 - 999) / 500.0;
            if (type == DType.F32) {
                Memory.f32(segment, 4L * i, (float) value);
            } else {
                Memory.f64(segment, 8L * i, value);
            }
        }
        return segment;
    }
}
