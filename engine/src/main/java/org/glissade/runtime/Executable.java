package org.glissade.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.backend.Backend;
import org.glissade.backend.Memory;
import org.glissade.backend.Program;
import org.glissade.compile.CompileReport;
import org.glissade.compile.Compiler;
import org.glissade.compile.Plan;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Origin;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/// A compiled graph, ready to run. All its memory is taken when it is compiled; [#run] allocates
/// nothing.
///
/// Not for use by several threads at once. An executable need not be closed, but [#close] ends its
/// threads at once.
public final class Executable implements AutoCloseable {
    private static final long LEAST_ARENA = 64;

    private final Graph graph;
    private final CompileReport report;
    private final Map<String, Array> inputs = new LinkedHashMap<>();
    private final Map<String, Array> outputs = new LinkedHashMap<>();
    private final Program program;

    Executable(Graph graph, State state, Backend backend, int threads) {
        this.graph = graph;
        Compiler.Result compiled = compile(graph, backend, threads);
        Plan plan = compiled.plan();
        this.report = compiled.report();
        Map<String, MemorySegment> segments = new LinkedHashMap<>();
        for (Node node : graph.inputs()) {
            if (node.op() instanceof Input(String name, TensorType type)) {
                Array array =
                        state.has(name)
                                ? checked(state.get(name), name, type, node.origin())
                                : Array.zeros(type);
                inputs.put(name, array);
                segments.put(name, array.segment());
            }
        }
        MemorySegment arena = Arena.ofAuto().allocate(Math.max(LEAST_ARENA, plan.arenaBytes()), 64);
        Memory memory = new Memory(plan, arena, segments);
        plan.graph()
                .outputs()
                .forEach((name, node) ->
                        outputs.put(name, Array.over(node.type(), memory.of(node))));
        this.program = backend.load(plan, memory, threads);
    }

    /// A plan of the graph for a backend; takes no memory for it.
    static Compiler.Result compile(Graph graph, Backend backend, int threads) {
        return Compiler.compile(graph, backend::claims, backend::workspace, threads);
    }

    private static Array checked(Array array, String name, TensorType type, Origin origin) {
        if (!array.type().equals(type)) {
            throw new ShapeException(
                    "input \"" + name + "\"",
                    "takes " + type + ", but got " + array.type(),
                    List.of(type, array.type()),
                    origin,
                    "reshape or cast the array, or trace the graph for its type");
        }
        return array;
    }

    /// The live array of an input: what is written to it is what the next run reads.
    ///
    /// @throws IllegalArgumentException if there is no such input
    public Array input(String name) {
        return named(inputs, name, "input");
    }

    /// Copies values into an input.
    ///
    /// @throws ShapeException if the array does not have the input's type
    /// @throws IllegalArgumentException if there is no such input
    public Executable set(String name, Array value) {
        Array input = input(name);
        input.copyFrom(checked(value, name, input.type(), Origin.UNKNOWN));
        return this;
    }

    /// Runs the computation once on the inputs as they are, and applies the updates.
    public void run() {
        program.run();
    }

    /// The live array of an output, overwritten by the next run.
    ///
    /// @throws IllegalArgumentException if there is no such output
    public Array output(String name) {
        return named(outputs, name, "output");
    }

    /// Sets the given inputs, runs, and returns copies of all outputs.
    public Map<String, Array> call(Map<String, Array> values) {
        values.forEach(this::set);
        run();
        Map<String, Array> results = new LinkedHashMap<>();
        outputs.forEach((name, array) -> results.put(name, array.copy()));
        return results;
    }

    /// What the compiler did and how much memory the computation takes.
    public CompileReport report() {
        return report;
    }

    /// How the device runs the plan at present, and why so: a line for each part, with what was
    /// measured to choose the number of threads.
    public String describe() {
        return program.describe();
    }

    /// Runs the graph again on copies of the inputs as they are, operation by operation, and finds
    /// the first one whose result is not finite although its operands are.
    ///
    /// @return null where every value is finite
    public @Nullable NonFiniteException findNonFinite() {
        return NonFiniteException.find(graph, inputs);
    }

    /// Ends the threads. The arrays stay usable.
    @Override
    public void close() {
        program.close();
    }

    private static Array named(Map<String, Array> arrays, String name, String kind) {
        Array array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException(
                    "there is no " + kind + " \"" + name + "\"; there are " + arrays.keySet());
        }
        return array;
    }
}
