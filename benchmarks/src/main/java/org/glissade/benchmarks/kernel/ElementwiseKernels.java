package org.glissade.benchmarks.kernel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Chains of elementwise functions and reductions over `[rows, 1024]`, each a compiled graph of its
/// own. Their limit is the memory: bytes that must be read and written, once each.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ElementwiseKernels {
    private static final int COLUMNS = 1024;

    /// What is computed.
    @Param({
        "add",
        "bias-relu",
        "tanh",
        "gelu",
        "adam",
        "sum",
        "sum-of-rows",
        "sum-of-columns",
        "softmax"
    })
    public String kernel = "";

    /// 16 rows fit into a core's own cache, 1,024 into the shared one.
    @Param({"16", "1024"})
    public int rows;

    /// How many the work may be shared among.
    @Param("1")
    public int threads;

    private Executable executable =
            Device.best().compile(Graph.of(Map.of("y", new Trace().constant(DType.F32, 0))));
    private long bytes;

    /// Compiles the graph and fills its inputs.
    @Setup
    public void prepare() {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F32, Shape.of(rows, COLUMNS));
        Graph graph =
                switch (kernel) {
                    case "add" -> graph(x.plus(trace.input("b", DType.F32, x.shape())));
                    case "bias-relu" ->
                            graph(x.plus(trace.input("b", DType.F32, Shape.of(COLUMNS))).relu());
                    case "tanh" -> graph(x.tanh());
                    case "gelu" -> graph(x.gelu());
                    case "adam" -> adam(trace, x);
                    case "sum" -> graph(x.sum());
                    case "sum-of-rows" -> graph(x.sum(1));
                    case "sum-of-columns" -> graph(x.sum(0));
                    case "softmax" -> graph(x.softmax(-1));
                    default -> throw new IllegalArgumentException("unknown kernel " + kernel);
                };
        executable.close();
        executable = Device.best().withThreads(threads).compile(graph);
        graph.inputs().forEach(node -> Inputs.fill(executable, node));
        bytes =
                graph.inputs().stream().mapToLong(node -> node.type().bytes()).sum()
                        + graph.outputs().values().stream()
                                .mapToLong(node -> node.type().bytes())
                                .sum()
                        + graph.updates().values().stream()
                                .mapToLong(node -> node.type().bytes())
                                .sum();
    }

    private static Graph graph(Tensor result) {
        return Graph.of(Map.of("y", result));
    }

    private static Graph adam(Trace trace, Tensor w) {
        Tensor g = trace.input("g", DType.F32, w.shape());
        Tensor m = trace.input("m", DType.F32, w.shape());
        Tensor s = trace.input("s", DType.F32, w.shape());
        Tensor m1 = m.times(0.9).plus(g.times(0.1));
        Tensor s1 = s.times(0.999).plus(g.square().times(0.001));
        Tensor w1 = w.minus(m1.dividedBy(s1.sqrt().plus(1e-8)).times(0.001));
        return Graph.of(List.of(w, g, m, s), Map.of(), Map.of("x", w1, "m", m1, "s", s1));
    }

    /// One pass; `giga` is GB/s.
    @Benchmark
    public Executable run(WorkCounter counter) {
        executable.run();
        counter.giga += bytes;
        return executable;
    }

    /// Ends the threads.
    @TearDown
    public void close() {
        executable.close();
    }
}
