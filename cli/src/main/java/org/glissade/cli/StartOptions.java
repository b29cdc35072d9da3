package org.glissade.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.model.Pretrained;
import org.glissade.learn.model.WeightMap;
import org.glissade.learn.model.WeightMatch;
import org.glissade.learn.optimize.Optimizer;
import org.glissade.learn.train.Trainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which weights a training starts from, and which of them it leaves alone.
final class StartOptions implements OptionGroup {
    /// The option that names a file, which is found from the folder that the run was begun in.
    static final String WEIGHTS = "--weights";

    @Option(
            names = WEIGHTS,
            paramLabel = "FILE",
            description =
                    "Start from the weights in this safetensors file, such as a model, where it has them.")
    private @Nullable String weights;

    @Option(
            names = "--weights-map",
            paramLabel = "MAP",
            description =
                    "With --weights: which tensors of the file become which weights, such as"
                            + " \"transpose(*.weight)=*.dense/weight *.bias=*.dense/bias\". Default: those of equal names.")
    private @Nullable String map;

    @Option(
            names = "--freeze",
            paramLabel = "PATTERNS",
            description =
                    "Do not train the weights of these layers or with these paths, such as \"0.* 2.dense/bias\": * stands"
                            + " for any characters but /, ** for any at all.")
    private @Nullable String freeze;

    /// Picocli makes it.
    StartOptions() {}

    @Override
    public boolean takes(String name, String value) {
        switch (name) {
            case WEIGHTS -> weights = value;
            case "--weights-map" -> map = value;
            case "--freeze" -> freeze = value;
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void check(Subcommand command) {
        if (map != null && weights == null) {
            throw command.wrong("--weights-map is for --weights FILE; add that, or leave it out");
        }
        if (freeze != null && patterns(freeze).isEmpty()) {
            throw command.wrong(
                    "Invalid value for option '--freeze': expected patterns of layers or paths, such as \"0.*\"");
        }
    }

    @Override
    public Trainer apply(Subcommand command, Trainer trainer) {
        Trainer changed = trainer;
        if (weights != null) {
            changed = changed.weights(pretrained(weights));
        }
        if (freeze != null) {
            Optimizer rule = changed.settings().optimizer();
            for (String pattern : patterns(freeze)) {
                rule = rule.frozen(pattern);
            }
            changed = changed.optimizer(rule);
        }
        return changed;
    }

    private static List<String> patterns(String text) {
        return Arrays.stream(text.split("[,\\s]+")).filter(part -> !part.isEmpty()).toList();
    }

    private Pretrained pretrained(String name) {
        Path file = Source.path(name);
        if (!Files.isRegularFile(file)) {
            throw new UsageException(
                    WEIGHTS + " " + file + " is no file",
                    "name a safetensors file, such as a model that glissade train wrote");
        }
        WeightMap rules;
        try {
            rules = map == null ? WeightMap.SAME : WeightMap.parse(map);
        } catch (IllegalArgumentException refused) {
            throw new UsageException("--weights-map: " + refused.getMessage(), refused);
        }
        try {
            return Pretrained.read(file, rules);
        } catch (FileAccessException unreadable) {
            throw UsageException.of(unreadable);
        }
    }

    /// What the options mean for the network on these data, line by line.
    ///
    /// @throws UsageException if they do not suit it
    List<String> story(Trainer trainer, Split split) {
        List<String> story = new ArrayList<>();
        try {
            matched(trainer, split)
                    .map(WeightMatch::lines)
                    .orElse(List.of())
                    .forEach(line ->
                            story.add(
                                    (story.isEmpty() ? "weights     " : " ".repeat(12))
                                            + line.strip()));
            if (freeze != null) {
                story.add("frozen      " + String.join(", ", trainer.frozen(split)));
            }
        } catch (IllegalArgumentException refused) {
            throw UsageException.of(refused);
        }
        return story;
    }

    private Optional<WeightMatch> matched(Trainer trainer, Split split) {
        return weights == null ? Optional.empty() : trainer.matched(split);
    }
}
