package org.glissade.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;
import org.glissade.testkit.conformance.RandomGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A run allocates nothing on the heap after warm-up, on any thread of the process.
class AllocationTest {
    private static final int RUNS = 300;

    /// What the measurement itself and the JVM's own threads may take over all runs, far below one
    /// object for each run.
    private static final long NOISE = 3_000;

    /// In random graphs: one vector of 16 numbers for each run. Rarely the JVM keeps one vector of
    /// an odd loop as an object; kernels that allocate take kilobytes.
    private static final long ONE_VECTOR = RUNS * 80L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> devicesAndThreads() {
        return Devices.names()
                // The reference evaluates into new literals, by design.
                .filter(name -> !name.equals("reference"))
                .flatMap(name -> Stream.of(1, 2, 3).map(threads -> Arguments.of(name, threads)));
    }

    @ParameterizedTest
    @MethodSource("devicesAndThreads")
    void aTrainingStepAllocatesNothing(String device, int threads) {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            Trace trace = new Trace();
            Tensor x = trace.input("x", dtype, Shape.of(64, 50));
            Tensor labels = trace.input("labels", DType.I32, Shape.of(64));
            Tensor w = trace.input("w", dtype, Shape.of(50, 40));
            Tensor v = trace.input("v", dtype, Shape.of(40, 10));
            Tensor counter = trace.input("counter", DType.I64, Shape.scalar());
            Tensor kept = trace.uniform(counter, dtype, Shape.of(64, 40)).lessThan(0.8).cast(dtype);
            Tensor scores = x.matmul(w).relu().times(kept).matmul(v).logSoftmax(-1);
            Tensor loss = scores.times(labels.oneHot(10, dtype)).sum(1).mean().negate();
            List<Tensor> gradients = loss.gradients(w, v);
            Map<String, Tensor> updates = new LinkedHashMap<>();
            updates.put("w", w.minus(gradients.get(0).times(0.1)));
            updates.put("v", v.minus(gradients.get(1).times(0.1)));
            updates.put("counter", counter.plus(1));
            Map<String, Tensor> outputs = Map.of("loss", loss, "best", scores.argMax(1));
            try (Executable step =
                    Device.named(device)
                            .withThreads(threads)
                            .compile(Graph.of(List.of(x, labels, w, v), outputs, updates))) {
                assertAllocatesNothing(step, dtype + " training step");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("devicesAndThreads")
    void noOperationAllocates(String device, int threads) {
        // Between them these graphs have every operation that runs.
        for (long seed = 1; seed <= 25; seed++) {
            RandomGraph random = RandomGraph.of(seed, DType.F32);
            Graph graph = Graph.of(random.withGradients());
            try (Executable step = Device.named(device).withThreads(threads).compile(graph)) {
                for (Node node : graph.inputs()) {
                    if (node.op() instanceof Input(String name, TensorType _)) {
                        step.set(name, Objects.requireNonNull(random.values().get(name)));
                    }
                }
                assertAllocates(step, NOISE + ONE_VECTOR, "random graph of seed " + seed);
            }
        }
    }

    @Test
    void theMeasurementSeesTheReferenceAllocate() {
        Tensor x = new Trace().input("x", DType.F32, Shape.of(4));
        try (Executable step =
                Device.named("reference").compile(Graph.of(Map.of("y", x.plus(1))))) {
            assertThatThrownBy(() -> assertAllocatesNothing(step, "reference"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("bytes that 300 runs");
        }
    }

    /// Whether the cpu device still compiles kernels in the background, which allocates.
    private static boolean isWarmingUp() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("glissade-warm-up"));
    }

    private static void assertAllocatesNothing(Executable step, String name) {
        assertAllocates(step, NOISE, name);
    }

    private static void assertAllocates(Executable step, long most, String name) {
        Assumptions.assumeTrue(THREADS.isThreadAllocatedMemorySupported());
        // Loops that are not compiled yet allocate; only tests of values run them so early.
        Assumptions.assumeFalse("ready".equals(System.getProperty("glissade.loops")));
        for (int i = 0; i < 20 || isWarmingUp(); i++) {
            step.run();
        }
        // Compilation by the JVM may end in the middle of a measurement; what a run allocates shows
        // in each of them.
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 200 && least > most; attempt++) {
            long before = THREADS.getTotalThreadAllocatedBytes();
            for (int i = 0; i < RUNS; i++) {
                step.run();
            }
            least = Math.min(least, THREADS.getTotalThreadAllocatedBytes() - before);
            if (least > most) {
                // The JVM compiles in the background.
                LockSupport.parkNanos(20_000_000);
            }
        }
        assertThat(least)
                .as("bytes that %d runs of the %s allocated on all threads", RUNS, name)
                .isLessThanOrEqualTo(most);
    }
}
