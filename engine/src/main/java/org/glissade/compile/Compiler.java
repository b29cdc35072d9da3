package org.glissade.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.glissade.tensor.Call;
import org.glissade.tensor.Graph;

/// The pipeline from graph to plan. Read it as the list of its passes.
public final class Compiler {
    private final Predicate<Call> claimed;
    private final Function<Step, Workspace> workspace;
    private final int threads;
    private final List<CompileReport.Stage> stages = new ArrayList<>();

    private Compiler(Predicate<Call> claimed, Function<Step, Workspace> workspace, int threads) {
        this.claimed = claimed;
        this.workspace = workspace;
        this.threads = threads;
    }

    /// A plan together with the report of how it came about.
    public record Result(Plan plan, CompileReport report) {}

    /// Compiles a graph.
    ///
    /// @param claimed the calls that the backend computes itself; all others are replaced by their
    ///   bodies
    /// @param workspace the scratch memory that the backend needs for a step
    /// @param threads how many threads will run the plan together
    public static Result compile(
            Graph graph,
            Predicate<Call> claimed,
            Function<Step, Workspace> workspace,
            int threads) {
        return new Compiler(claimed, workspace, threads).run(graph);
    }

    private Result run(Graph graph) {
        stages.add(new CompileReport.Stage("trace", graph, 0));
        Graph resolved = stage("resolve calls", () -> ResolveCalls.apply(graph, claimed));
        Graph simple = stage("simplify", () -> SimplifyGraph.apply(resolved));
        Graph owned = stage("own outputs", () -> OwnOutputs.apply(simple));
        List<Step> fused = stage("fuse", () -> FuseElementwise.apply(owned));
        Schedule schedule = stage("schedule", () -> ScheduleSteps.apply(owned, fused));
        Plan plan =
                stage("plan memory", () -> PlanMemory.apply(owned, schedule, workspace, threads));
        long inputs = owned.inputs().stream().mapToLong(n -> n.type().bytes()).sum();
        return new Result(
                plan,
                new CompileReport(
                        List.copyOf(stages), plan.arenaBytes(), plan.workspaceBytes(), inputs));
    }

    private <T> T stage(String name, Supplier<T> pass) {
        long start = System.nanoTime();
        T result = pass.get();
        stages.add(new CompileReport.Stage(name, result, System.nanoTime() - start));
        return result;
    }
}
