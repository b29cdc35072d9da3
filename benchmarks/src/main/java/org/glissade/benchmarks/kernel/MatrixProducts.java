package org.glissade.benchmarks.kernel;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.glissade.runtime.Array;
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

/// The three products of a dense layer: X·W, dY·Wᵀ and Xᵀ·dY, each a compiled graph of its own.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class MatrixProducts {
    /// Batch, inputs and outputs.
    @Param({
        "4x2x16",
        "64x64x64",
        "256x256x256",
        "1024x1024x1024",
        "32x784x128",
        "32x128x64",
        "32x64x10",
        "256x784x1024",
        "256x1024x1024",
        "256x1024x10",
        "512x28x128",
        "512x128x128",
        "100x784x10",
        "64x512x2048"
    })
    public String shape = "";

    /// Which of the three products.
    @Param({"forward", "input-gradient", "weight-gradient"})
    public String product = "";

    /// How many the product may be shared among.
    @Param("1")
    public int threads;

    private Executable executable = Device.best().compile(empty());
    private long operations;

    private static Graph empty() {
        return Graph.of(Map.of("y", new Trace().constant(DType.F32, 0)));
    }

    /// Compiles the graph and fills its inputs.
    @Setup
    public void prepare() {
        int[] sizes = Stream.of(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F32, Shape.of(sizes[0], sizes[1]));
        Tensor w = trace.input("w", DType.F32, Shape.of(sizes[1], sizes[2]));
        Tensor dy = trace.input("dy", DType.F32, Shape.of(sizes[0], sizes[2]));
        Tensor result =
                switch (product) {
                    case "forward" -> x.matmul(w);
                    case "input-gradient" -> dy.matmul(w.transpose());
                    case "weight-gradient" -> x.transpose().matmul(dy);
                    default -> throw new IllegalArgumentException("unknown product " + product);
                };
        executable.close();
        Graph graph = Graph.of(Map.of("y", result));
        executable = Device.best().withThreads(threads).compile(graph);
        graph.inputs().forEach(node -> Inputs.fill(executable, node));
        operations = 2L * sizes[0] * sizes[1] * sizes[2];
    }

    /// One product; `giga` is GFLOP/s.
    @Benchmark
    public Array multiply(WorkCounter counter) {
        executable.run();
        counter.giga += operations;
        return executable.output("y");
    }

    /// Ends the threads.
    @TearDown
    public void close() {
        executable.close();
    }
}
