package org.glissade.learn.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glissade.learn.layer.PathPattern;
import org.glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Different rules for different parameters, chosen by their paths: another rate, another decay, or
/// none at all.
///
/// ```java
/// new AdamW(0.001)
///         .with("**/bias", new AdamW(0.001, 0.9, 0.999, 1e-8, 0))
///         .with("0.dense/*", new AdamW(0.0001))
///         .frozen("2.residual/**");
/// ```
///
/// The learning rates of all rules keep their ratios when the rate changes in the course of
/// training.
///
/// @param otherwise for paths that fit no pattern
/// @param groups the first one that fits decides
public record Groups(Optimizer otherwise, List<Group> groups) implements Optimizer {
    /// Parameters with a rule of their own.
    ///
    /// @param pattern of paths, or of layers in which they lie, see [PathPattern]
    public record Group(String pattern, Optimizer rule) {
        boolean fits(String path) {
            return new PathPattern(pattern).fits(path);
        }
    }

    /// The list is copied, the main rate checked.
    public Groups {
        groups = List.copyOf(groups);
        if (!(otherwise.learningRate() > 0)) {
            throw new IllegalArgumentException(
                    "other rules keep the ratio of their learning rate to the main one, which is therefore above 0, but"
                            + " got "
                            + otherwise.learningRate());
        }
    }

    @Override
    public Optimizer with(String pattern, Optimizer rule) {
        return new Groups(
                otherwise,
                Stream.concat(groups.stream(), Stream.of(new Group(pattern, rule))).toList());
    }

    @Override
    public double learningRate() {
        return otherwise.learningRate();
    }

    @Override
    public Set<String> frozenAmong(Set<String> paths) {
        Set<String> frozen = new LinkedHashSet<>();
        Set<String> rest = new LinkedHashSet<>(paths);
        for (Group group : groups) {
            Set<String> fitting =
                    paths.stream()
                            .filter(group::fits)
                            .collect(Collectors.toCollection(LinkedHashSet::new));
            if (fitting.isEmpty()) {
                throw new IllegalArgumentException(
                        "no parameter fits the pattern \""
                                + group.pattern()
                                + "\"; there are "
                                + paths);
            }
            fitting.retainAll(rest);
            rest.removeAll(fitting);
            frozen.addAll(group.rule().frozenAmong(fitting));
        }
        frozen.addAll(otherwise.frozenAmong(rest));
        return frozen;
    }

    @Override
    public Tensor update(Slots slots, Tensor parameter, Tensor gradient) {
        for (int number = 0; number < groups.size(); number++) {
            if (groups.get(number).fits(slots.path())) {
                return groups.get(number).rule().update(slots(number, slots), parameter, gradient);
            }
        }
        return otherwise.update(slots, parameter, gradient);
    }

    @Override
    public List<Tensor> updateAll(List<Weight> weights) {
        @Nullable Tensor[] values = new Tensor[weights.size()];
        boolean[] done = new boolean[weights.size()];
        for (int number = 0; number < groups.size(); number++) {
            Group group = groups.get(number);
            List<Integer> members = new ArrayList<>();
            for (int i = 0; i < weights.size(); i++) {
                if (!done[i] && group.fits(weights.get(i).slots().path())) {
                    members.add(i);
                    done[i] = true;
                }
            }
            int chosen = number;
            apply(
                    group.rule(),
                    members,
                    weights.stream()
                            .map(weight -> weight.withSlots(slots(chosen, weight.slots())))
                            .toList(),
                    values);
        }
        List<Integer> rest = new ArrayList<>();
        for (int i = 0; i < done.length; i++) {
            if (!done[i]) {
                rest.add(i);
            }
        }
        apply(otherwise, rest, weights, values);
        return Arrays.stream(values).map(Objects::requireNonNull).toList();
    }

    private Slots slots(int number, Slots slots) {
        return slots.atRate(groups.get(number).rule().learningRate() / otherwise.learningRate())
                .inGroup("group-" + (number + 1));
    }

    private static void apply(
            Optimizer rule,
            List<Integer> members,
            List<Weight> weights,
            @Nullable Tensor[] values) {
        List<Tensor> updated = rule.updateAll(members.stream().map(weights::get).toList());
        for (int i = 0; i < members.size(); i++) {
            values[members.get(i)] = updated.get(i);
        }
    }
}
