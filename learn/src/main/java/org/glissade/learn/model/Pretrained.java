package org.glissade.learn.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.glissade.learn.file.Safetensors;
import org.glissade.learn.layer.Declaration;
import org.glissade.runtime.Array;

/// Weights that were trained before, by name, and the map by which they become first values of a
/// network's parameters.
///
/// Nothing is fitted silently: a shape that does not suit, a rule without effect, a value that is
/// not finite are errors; what is not in the file, and what of it is not used, is told by [#match].
///
/// @param source where they come from, for messages
/// @param tensors by name; the arrays are shared
public record Pretrained(String source, Map<String, Array> tensors, WeightMap map) {
    private static final int MOST_NAMES = 20;

    /// The map is kept unmodifiable.
    public Pretrained {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /// The tensors of a safetensors file, such as a model of Glissade or of PyTorch's users.
    ///
    /// @throws org.glissade.learn.file.FileFormatException if it is not a whole and valid file
    /// @throws org.glissade.learn.file.FileAccessException if it cannot be read
    public static Pretrained read(Path file, WeightMap map) {
        return new Pretrained(file.toString(), Safetensors.read(file).tensors(), map);
    }

    /// What becomes of which parameter.
    ///
    /// @throws IllegalArgumentException if a rule fits no tensor or leads to no parameter, if two
    ///   tensors lead to one parameter, or if a tensor does not suit its parameter: a message names
    ///   all of those
    public WeightMatch match(List<Declaration> declared) {
        Map<String, Declaration> parameters = new LinkedHashMap<>();
        declared.forEach(one -> parameters.put(one.path(), one));
        Map<String, WeightMatch.Taken> taken = new LinkedHashMap<>();
        List<WeightMatch.Unused> unused = new ArrayList<>();
        Set<WeightMap.Rule> effective = new LinkedHashSet<>();
        tensors.forEach((name, tensor) -> {
            Optional<WeightMap.Rule> rule =
                    map.rules().stream().filter(one -> one.target(name).isPresent()).findFirst();
            String path = rule.flatMap(one -> one.target(name)).orElse("");
            Declaration parameter = parameters.get(path);
            if (rule.isEmpty() || parameter == null) {
                unused.add(new WeightMatch.Unused(name, tensor.type(), path));
                return;
            }
            effective.add(rule.get());
            WeightMatch.Taken other =
                    taken.put(
                            path,
                            new WeightMatch.Taken(
                                    parameter, name, tensor, rule.get().transposed()));
            if (other != null) {
                throw wrong(
                        other.name() + " and " + name + " both lead to " + path,
                        "make the map's names narrower");
            }
        });
        map.rules().stream()
                .filter(rule -> !effective.contains(rule))
                .forEach(rule -> refuse(rule, parameters.keySet()));
        List<String> problems =
                taken.values().stream().flatMap(one -> one.problem().stream()).toList();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    source + ": " + String.join(System.lineSeparator() + "  ", problems));
        }
        List<Declaration> inOrder =
                declared.stream().filter(one -> taken.containsKey(one.path())).toList();
        List<Declaration> missing =
                declared.stream().filter(one -> !taken.containsKey(one.path())).toList();
        return new WeightMatch(
                source,
                inOrder.stream().map(one -> taken.get(one.path())).toList(),
                missing,
                unused);
    }

    /// Says why a rule has no effect.
    private void refuse(WeightMap.Rule rule, Set<String> paths) {
        List<String> targets =
                tensors.keySet().stream().flatMap(name -> rule.target(name).stream()).toList();
        throw targets.isEmpty()
                ? wrong("no tensor fits " + rule.name(), "there are " + some(tensors.keySet()))
                : wrong(
                        rule
                                + " leads to no parameter that is not given already, but to "
                                + some(targets),
                        "the network has "
                                + some(paths)
                                + "; map the file's names to these with rules name=path");
    }

    private IllegalArgumentException wrong(String problem, String hint) {
        return new IllegalArgumentException(
                source + ": " + problem + System.lineSeparator() + "  hint  " + hint);
    }

    private static String some(Collection<String> names) {
        return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES ? ", … (" + names.size() + ")" : "");
    }
}
