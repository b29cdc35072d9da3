package org.glissade.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.LogicFunction;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;

/// Runs every kernel over a fixed table of sizes, offsets and forms, and keeps a hash of the bits
/// each gives: two implementations agree exactly when their tables are equal. As a program it
/// prints the table of this JVM's vector kernels, so that other vector lengths can be asked.
final class KernelProbe {
    static final long SEED = 20261120;
    static final int[] SIZES = {0, 1, 3, 7, 8, 9, 15, 16, 17, 33, 100, 257};
    private static final int[][] PRODUCTS = {
        {0, 3, 4},
        {3, 0, 4},
        {3, 4, 0},
        {1, 1, 1},
        {1, 1, 300},
        {1, 10, 784},
        {5, 1, 64},
        {2, 3, 5},
        {4, 4, 4},
        {8, 16, 8},
        {7, 17, 33},
        {32, 10, 64},
        {33, 47, 65},
        {16, 64, 300},
        {65, 64, 257},
        {70, 130, 20},
        {1, 200, 50},
        {100, 33, 1},
        {64, 600, 16},
        {40, 100, 530}
    };

    private final Kernels kernels;
    private final Arena arena = Arena.ofAuto();
    private final Map<String, Long> table = new LinkedHashMap<>();

    KernelProbe(Kernels kernels) {
        this.kernels = kernels;
    }

    public static void main(String[] arguments) {
        new KernelProbe(new VectorKernels())
                .run()
                .forEach((name, hash) -> System.out.println(name + "\t" + hash));
    }

    Map<String, Long> run() {
        for (DType type : DType.values()) {
            for (int size : SIZES) {
                for (int shift = 0; shift < 2; shift++) {
                    elementwise(
                            type,
                            size,
                            shift * type.bytes() + (shift == 0 ? 0 : type.bytes() == 1 ? 1 : 3));
                }
            }
            if (type.isNumeric()) {
                reductions(type);
                products(type);
            }
        }
        return table;
    }

    private void elementwise(DType type, int size, int shift) {
        MemorySegment a = random(type, size + 2, 1);
        MemorySegment b = random(type, size + 2, 2);
        MemorySegment condition = random(DType.BOOL, size + 8, 3);
        String where = " " + type + " of " + size + " at " + shift;
        for (UnaryFunction function : UnaryFunction.values()) {
            if (type.isFloating() || (type.isInteger() && function.onIntegers())) {
                MemorySegment dst = memory(size * 8L + 32);
                kernels.unary(function, type, dst, shift, a, shift, size);
                keep(function + where, type, dst);
                // In place.
                MemorySegment same = memory(a.byteSize());
                same.copyFrom(a);
                kernels.unary(function, type, same, shift, same, shift, size);
                keep(function + where + " in place", type, same);
            }
        }
        for (int form = 0; form < 4; form++) {
            int aStep = form & 1;
            int bStep = form >> 1;
            for (BinaryFunction function : BinaryFunction.values()) {
                if (type.isFloating() || (type.isInteger() && function.onIntegers())) {
                    MemorySegment dst = memory(size * 8L + 32);
                    kernels.binary(
                            function, type, dst, shift, a, shift, aStep, b, shift, bStep, size);
                    keep(function + where + " form " + form, type, dst);
                }
            }
            for (CompareFunction function : CompareFunction.values()) {
                MemorySegment dst = memory(size + 32L);
                kernels.compare(function, type, dst, shift, a, shift, aStep, b, shift, bStep, size);
                keep(function + where + " form " + form, DType.BOOL, dst);
            }
            for (int step = 0; step < 2; step++) {
                MemorySegment dst = memory(size * 8L + 32);
                kernels.select(
                        type, dst, shift, condition, 1, step, a, shift, aStep, b, shift, bStep,
                        size);
                keep("select" + where + " form " + form + " condition " + step, type, dst);
            }
        }
        for (DType to : DType.values()) {
            MemorySegment dst = memory(size * 8L + 32);
            kernels.cast(type, to, dst, shift, a, shift, size);
            keep("cast to " + to + where, to, dst);
        }
        MemorySegment filled = memory(size * 8L + 32);
        kernels.fill(type.bytes(), filled, shift, size, 0x0101010101010101L);
        keep("fill" + where, DType.I64, filled);
        if (type == DType.BOOL) {
            for (LogicFunction function : LogicFunction.values()) {
                MemorySegment dst = memory(size + 32L);
                kernels.logic(function, dst, shift, a, shift, 1, b, shift, 1, size);
                keep(function + where, DType.BOOL, dst);
            }
        }
    }

    private void reductions(DType type) {
        int[] reduces = {0, 1, 2, 15, 16, 17, 31, 32, 33, 65, 127, 128, 129, 300, 1000};
        int[] inners = {1, 2, 15, 16, 17, 63, 64, 81};
        for (ReduceFunction function : ReduceFunction.values()) {
            for (int reduce : reduces) {
                for (int inner : inners) {
                    MemorySegment src = random(type, 2 * reduce * inner, 4);
                    MemorySegment dst = memory(2L * inner * type.bytes());
                    long outer = (long) reduce * inner;
                    kernels.reduce(
                            function, type, dst, 0, inner, src, 0, outer, inner, 2, reduce, inner);
                    keep(function + " " + type + " of 2x" + reduce + "x" + inner, type, dst);
                }
            }
        }
    }

    private void products(DType type) {
        for (int[] shape : PRODUCTS) {
            for (int form = 0; form < 8; form++) {
                int m = shape[0];
                int n = shape[1];
                int k = shape[2];
                boolean aTransposed = (form & 1) != 0;
                boolean bTransposed = (form & 2) != 0;
                MatrixProduct product =
                        new MatrixProduct(
                                type,
                                m,
                                n,
                                k,
                                aTransposed,
                                (aTransposed ? m : k) + 3,
                                bTransposed,
                                (bTransposed ? k : n) + 1,
                                n + 2,
                                (form & 4) != 0);
                MemorySegment a = random(type, (m + 3) * (k + 3), 5);
                MemorySegment b = random(type, (n + 3) * (k + 3), 6);
                MemorySegment c = random(type, m * (n + 2), 7);
                MemorySegment scratch = memory(kernels.scratchBytes(product));
                kernels.multiply(product, c, 0, a, 0, b, 0, scratch, 0, 0, m, 0, n);
                keep("product " + product, type, c);
            }
        }
    }

    private MemorySegment memory(long bytes) {
        return arena.allocate(Math.max(bytes, 1), 64);
    }

    private void keep(String name, DType type, MemorySegment segment) {
        long hash = 17;
        long count = segment.byteSize() / type.bytes();
        for (long i = 0; i < count; i++) {
            long bits =
                    switch (type) {
                        // All NaNs count as one.
                        case F32 -> Float.floatToIntBits(Memory.f32(segment, 4 * i));
                        case F64 -> Double.doubleToLongBits(Memory.f64(segment, 8 * i));
                        case I32 -> Memory.i32(segment, 4 * i);
                        case I64 -> Memory.i64(segment, 8 * i);
                        case BOOL -> Memory.i8(segment, i);
                    };
            hash = (hash ^ bits) * 0x100000001B3L;
            hash ^= hash >>> 29;
        }
        table.put(name, hash);
    }

    /// Memory for `count` elements and a little more, with values of all magnitudes and the special
    /// ones.
    private MemorySegment random(DType type, int count, int stream) {
        Random random = new Random(SEED + stream);
        MemorySegment segment = memory((count + 4L) * type.bytes() + 16);
        long elements = segment.byteSize() / type.bytes();
        for (long i = 0; i < elements; i++) {
            long at = i * type.bytes();
            switch (type) {
                case F32 -> Memory.f32(segment, at, (float) value(random));
                case F64 -> Memory.f64(segment, at, value(random));
                case I32 ->
                        Memory.i32(
                                segment,
                                at,
                                random.nextInt(7) == 0 ? random.nextInt() : random.nextInt(-9, 9));
                case I64 ->
                        Memory.i64(
                                segment,
                                at,
                                random.nextInt(7) == 0 ? random.nextLong() : random.nextInt(-9, 9));
                case BOOL -> Memory.truth(segment, at, random.nextBoolean());
            }
        }
        return segment;
    }

    private static double value(Random random) {
        return switch (random.nextInt(40)) {
            case 0 -> random.nextBoolean() ? 0.0 : -0.0;
            case 1 -> random.nextGaussian() * 1e-40;
            case 2 -> random.nextGaussian() * 1e9;
            case 3 -> random.nextInt(-5, 5);
            default -> random.nextGaussian() * 3;
        };
    }
}
