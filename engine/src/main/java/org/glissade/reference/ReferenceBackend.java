package org.glissade.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.glissade.backend.Availability;
import org.glissade.backend.Backend;
import org.glissade.backend.Elements;
import org.glissade.backend.Memory;
import org.glissade.backend.Program;
import org.glissade.compile.Plan;
import org.glissade.compile.Step;
import org.glissade.compile.Workspace;
import org.glissade.tensor.Call;
import org.glissade.tensor.Input;
import org.glissade.tensor.Literal;
import org.glissade.tensor.Node;

/// Runs the plan's graph node by node, ignoring steps and places.
public final class ReferenceBackend implements Backend {
    /// For [java.util.ServiceLoader].
    public ReferenceBackend() {}

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String description() {
        return "every operation by its definition, one thread; slow, for proofs";
    }

    @Override
    public Availability availability() {
        return Availability.yes();
    }

    @Override
    public Optional<String> advice() {
        return Optional.empty();
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public boolean claims(Call call) {
        return false;
    }

    @Override
    public Workspace workspace(Step step) {
        return Workspace.NONE;
    }

    @Override
    public Program load(Plan plan, Memory memory, int threads) {
        return new Program() {
            @Override
            public void run() {
                evaluate(plan, memory);
            }

            @Override
            public String describe() {
                return "node by node, by definition\n" + plan.graph();
            }

            @Override
            public void close() {}
        };
    }

    private static void evaluate(Plan plan, Memory memory) {
        Map<Node, Literal> values = new HashMap<>();
        for (Node node : plan.graph().nodes()) {
            if (node.op() instanceof Input) {
                values.put(node, Elements.read(memory.of(node), node.type()));
            } else {
                List<Literal> inputs =
                        node.inputs().stream().map(input -> value(values, input)).toList();
                values.put(node, Definitions.evaluate(node.op(), inputs, node.type()));
            }
        }
        plan.graph()
                .outputs()
                .values()
                .forEach(node -> Elements.write(memory.of(node), value(values, node)));
        plan.graph()
                .updates()
                .forEach((name, node) -> Elements.write(memory.input(name), value(values, node)));
    }

    private static Literal value(Map<Node, Literal> values, Node node) {
        return Objects.requireNonNull(values.get(node));
    }
}
