package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;
import org.junit.jupiter.api.Test;

/// After warm-up no kernel leaves anything to the garbage collector. What the JIT fails to keep in
/// registers would show here as kilobytes per call.
class KernelAllocationTest {
    private static final int COUNT = 256;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Kernels kernels = new VectorKernels();
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment a = ones();
    private final MemorySegment b = ones();
    private final MemorySegment c = ones();
    private final MemorySegment truths = arena.allocate(COUNT);

    @Test
    void noKernelAllocatesOnceCompiled() {
        Map<String, Runnable> calls = calls();
        Map<String, Long> wasteful = new LinkedHashMap<>();
        calls.forEach((name, call) -> {
            long bytes = settled(call);
            if (bytes > 0) {
                wasteful.put(name, bytes);
            }
        });
        assertThat(calls).hasSizeGreaterThan(100);
        assertThat(wasteful).isEmpty();
    }

    /// Bytes per hundred calls, once they stop falling or a minute has gone: on a busy machine the
    /// JVM compiles late.
    private static long settled(Runnable call) {
        long end = System.nanoTime() + 60_000_000_000L;
        long bytes;
        do {
            for (int i = 0; i < 500; i++) {
                call.run();
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                call.run();
            }
            bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        } while (bytes > 0 && System.nanoTime() < end);
        return bytes;
    }

    private Map<String, Runnable> calls() {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        for (DType type : List.of(DType.F32, DType.F64)) {
            for (UnaryFunction f : UnaryFunction.values()) {
                calls.put(f + " " + type, () -> kernels.unary(f, type, c, 0, a, 0, COUNT - 3));
            }
            for (BinaryFunction f : BinaryFunction.values()) {
                calls.put(
                        f + " " + type,
                        () -> kernels.binary(f, type, c, 0, a, 0, 1, b, 0, 1, COUNT - 3));
                calls.put(
                        f + " one " + type,
                        () -> kernels.binary(f, type, c, 0, a, 0, 1, b, 0, 0, COUNT));
                calls.put(
                        "one " + f + " " + type,
                        () -> kernels.binary(f, type, c, 0, a, 0, 0, b, 0, 1, COUNT));
            }
            for (CompareFunction f : CompareFunction.values()) {
                calls.put(
                        f + " " + type,
                        () -> kernels.compare(f, type, truths, 0, a, 0, 1, b, 0, 1, COUNT));
                calls.put(
                        f + " one " + type,
                        () -> kernels.compare(f, type, truths, 0, a, 0, 1, b, 0, 0, COUNT));
            }
            for (int form = 0; form < 4; form++) {
                int aStep = form & 1;
                int bStep = form >> 1;
                calls.put(
                        "select " + form + " " + type,
                        () ->
                                kernels.select(
                                        type, c, 0, truths, 0, 1, a, 0, aStep, b, 0, bStep, COUNT));
            }
            for (ReduceFunction f : ReduceFunction.values()) {
                calls.put(
                        f + " row " + type,
                        () -> kernels.reduce(f, type, c, 0, 1, a, 0, 100, 1, 10, 100, 1));
                calls.put(
                        f + " column " + type,
                        () -> kernels.reduce(f, type, c, 0, 0, a, 0, 0, 100, 1, 10, 100));
            }
            for (MatrixProduct product : products(type)) {
                MemorySegment scratch = arena.allocate(kernels.scratchBytes(product), 64);
                int m = product.m();
                int n = product.n();
                calls.put(
                        product.toString(),
                        () -> kernels.multiply(product, c, 0, a, 0, b, 0, scratch, 0, 0, m, 0, n));
            }
            for (DType to : DType.values()) {
                MemorySegment dst = to == DType.BOOL ? truths : c;
                calls.put(
                        "cast " + type + " to " + to,
                        () -> kernels.cast(type, to, dst, 0, a, 0, COUNT));
            }
        }
        long[] forth = {64, 1, 8};
        long[] back = {1, 16, 256};
        int[] dims = {16, 8, 8};
        calls.put("strided copy", () -> kernels.copyStrided(4, c, 0, back, a, 0, forth, dims));
        calls.put("transpose", () -> kernels.transpose(4, c, 0, 32, a, 0, 32, 32, 32));
        calls.put("copy", () -> kernels.copy(c, 0, a, 0, 4L * COUNT));
        calls.put("fill", () -> kernels.fill(4, c, 0, COUNT, 7));
        return calls;
    }

    private static List<MatrixProduct> products(DType type) {
        List<MatrixProduct> products = new ArrayList<>();
        for (int form = 0; form < 4; form++) {
            products.add(MatrixProduct.dense(type, 30, 32, 32, (form & 1) != 0, (form & 2) != 0));
            products.add(MatrixProduct.dense(type, 31, 10, 17, (form & 1) != 0, (form & 2) != 0));
            products.add(
                    MatrixProduct.dense(type, 7, 57, 17, (form & 1) != 0, (form & 2) != 0)
                            .accumulating());
        }
        return products;
    }

    private MemorySegment ones() {
        MemorySegment segment = arena.allocate(64L * COUNT, 64);
        for (int i = 0; i < 8 * COUNT; i++) {
            Memory.f64(segment, 8L * i, 1);
        }
        return segment;
    }
}
