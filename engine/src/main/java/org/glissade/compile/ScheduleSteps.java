package org.glissade.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.glissade.tensor.Fault;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.TensorType;

/// Puts the steps in an order in which memory is freed early, and lets updates overwrite their
/// inputs where every reader of the old value can come before.
final class ScheduleSteps {
    private final Graph graph;
    private final List<Step> steps;
    private final Map<Node, Integer> producer = new HashMap<>();
    private final List<Set<Integer>> before = new ArrayList<>();
    private final List<Set<Integer>> after = new ArrayList<>();
    private final Map<Node, String> inPlace = new LinkedHashMap<>();
    private final List<Step> commits = new ArrayList<>();

    private ScheduleSteps(Graph graph, List<Step> fused) {
        this.graph = graph;
        this.steps = new ArrayList<>(fused);
        for (int i = 0; i < steps.size(); i++) {
            for (Node result : steps.get(i).results()) {
                producer.put(result, i);
            }
            before.add(new LinkedHashSet<>());
            after.add(new LinkedHashSet<>());
        }
        for (int i = 0; i < steps.size(); i++) {
            for (Node read : steps.get(i).reads()) {
                Integer source = producer.get(Plan.root(read));
                if (source != null) {
                    precede(source, i);
                }
            }
        }
    }

    static Schedule apply(Graph graph, List<Step> fused) {
        return new ScheduleSteps(graph, fused).run();
    }

    private Schedule run() {
        Map<String, Node> inputs = new HashMap<>();
        for (Node node : graph.inputs()) {
            if (node.op() instanceof Input(String name, TensorType _)) {
                inputs.put(name, node);
            }
        }
        graph.updates()
                .forEach((name, node) -> {
                    if (!overwrite(name, Objects.requireNonNull(inputs.get(name)), node)) {
                        commits.add(new Step.Commit(node, name));
                    }
                });
        List<Step> constants = new ArrayList<>();
        List<Step> ordered = new ArrayList<>();
        Set<Integer> fixed = constantSteps();
        for (int step : order(fixed)) {
            (fixed.contains(step) ? constants : ordered).add(steps.get(step));
        }
        ordered.addAll(commits);
        return new Schedule(List.copyOf(constants), List.copyOf(ordered), Map.copyOf(inPlace));
    }

    /// Tries to let an update's value take the place of its input.
    private boolean overwrite(String name, Node input, Node value) {
        Integer writer = producer.get(value);
        if (writer == null
                || inPlace.containsKey(value)
                || !(steps.get(writer) instanceof Step.Elementwise group)
                || !writesLast(group, input, value, writer)) {
            return false;
        }
        List<Integer> readers = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (i != writer
                    && steps.get(i).reads().stream().anyMatch(read -> Plan.root(read) == input)) {
                if (reaches(writer, i)) {
                    return false;
                }
                readers.add(i);
            }
        }
        readers.forEach(reader -> precede(reader, writer));
        inPlace.put(value, name);
        return true;
    }

    /// Orders the nodes of a group so that the value is written after all reads of the input; false
    /// where a reader depends on the value, or an earlier choice for this group would be undone.
    private boolean writesLast(Step.Elementwise group, Node input, Node value, int index) {
        List<Node> first = new ArrayList<>();
        List<Node> last = new ArrayList<>();
        Set<Node> dependent = new HashSet<>(Set.of(value));
        for (Node node : group.nodes()) {
            boolean depends = node == value || node.inputs().stream().anyMatch(dependent::contains);
            if (depends && node != value) {
                dependent.add(node);
                if (node.inputs().stream().anyMatch(read -> Plan.root(read) == input)) {
                    return false;
                }
            }
            (depends ? last : first).add(node);
        }
        first.addAll(last);
        for (Map.Entry<Node, String> taken : inPlace.entrySet()) {
            int written = first.indexOf(taken.getKey());
            for (int i = written + 1; written >= 0 && i < first.size(); i++) {
                if (first.get(i).inputs().stream()
                        .anyMatch(read -> isInput(read, taken.getValue()))) {
                    return false;
                }
            }
        }
        steps.set(index, new Step.Elementwise(group.shape(), first, group.results()));
        return true;
    }

    private static boolean isInput(Node node, String name) {
        return Plan.root(node).op() instanceof Input(String own, TensorType _) && own.equals(name);
    }

    private void precede(int first, int second) {
        before.get(second).add(first);
        after.get(first).add(second);
    }

    private boolean reaches(int from, int to) {
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        Set<Integer> seen = new HashSet<>();
        while (!open.isEmpty()) {
            int step = open.pop();
            if (step == to) {
                return true;
            }
            if (seen.add(step)) {
                open.addAll(after.get(step));
            }
        }
        return false;
    }

    private Set<Integer> constantSteps() {
        Set<Integer> fixed = new HashSet<>();
        Set<Node> constant = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof Input) && constant.containsAll(node.inputs())) {
                constant.add(node);
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            if (constant.containsAll(steps.get(i).results())) {
                fixed.add(i);
            }
        }
        return fixed;
    }

    /// List scheduling: of the steps that are ready, the one that frees most memory; among equals
    /// the one whose last node was traced first.
    private List<Integer> order(Set<Integer> fixed) {
        Map<Node, Integer> readers = new HashMap<>();
        for (Step step : steps) {
            roots(step).forEach(root -> readers.merge(root, 1, Integer::sum));
        }
        graph.outputs().values().forEach(node -> readers.merge(Plan.root(node), 1, Integer::sum));
        commits.forEach(step -> roots(step).forEach(root -> readers.merge(root, 1, Integer::sum)));
        Set<Integer> ready = new LinkedHashSet<>();
        int[] waiting = new int[steps.size()];
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = before.get(i).size();
            if (waiting[i] == 0) {
                ready.add(i);
            }
        }
        List<Integer> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int best = -1;
            long bestGain = 0;
            for (int candidate : ready) {
                long gain =
                        fixed.contains(candidate)
                                ? Long.MAX_VALUE
                                : gain(steps.get(candidate), readers);
                boolean better =
                        gain > bestGain
                                || (gain == bestGain
                                        && best >= 0
                                        && lastIndex(candidate) < lastIndex(best));
                if (best < 0 || better) {
                    best = candidate;
                    bestGain = gain;
                }
            }
            ready.remove(best);
            order.add(best);
            roots(steps.get(best)).forEach(root -> readers.merge(root, -1, Integer::sum));
            for (int next : after.get(best)) {
                if (--waiting[next] == 0) {
                    ready.add(next);
                }
            }
        }
        if (order.size() != steps.size()) {
            throw new Fault("schedule", "the steps depend on each other in a circle");
        }
        return order;
    }

    /// Bytes that become free when the step has run, less those that it takes.
    private long gain(Step step, Map<Node, Integer> readers) {
        long gain = 0;
        for (Node root : roots(step)) {
            if (producer.containsKey(root)
                    && !inPlace.containsKey(root)
                    && readers.getOrDefault(root, 0) == 1) {
                gain += root.type().bytes();
            }
        }
        for (Node result : step.results()) {
            if (!inPlace.containsKey(result)) {
                gain -= result.type().bytes();
            }
        }
        return gain;
    }

    private static List<Node> roots(Step step) {
        return step.reads().stream().map(Plan::root).distinct().toList();
    }

    private int lastIndex(int step) {
        return steps.get(step).results().stream().mapToInt(graph::index).max().orElse(0);
    }
}
