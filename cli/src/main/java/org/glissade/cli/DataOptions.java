package org.glissade.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What data there are, what is learnt from them, and which rows are kept back.
final class DataOptions implements OptionGroup {
    @Parameters(paramLabel = "DATA", arity = "0..1", description = Source.HELP)
    private String data = "";

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column to predict. Default: the last one.")
    private @Nullable String target;

    @Mixin private final Shares shares = new Shares();

    /// Picocli makes it.
    DataOptions() {}

    @Override
    public boolean takes(String name, String value) {
        switch (name) {
            case OptionGroups.DATA -> data = value;
            case "--target" -> target = value;
            default -> {
                return shares.takes(name, value);
            }
        }
        return true;
    }

    @Override
    public void check(Subcommand command) {
        if (!isGiven()) {
            throw command.wrong("Missing required parameter: 'DATA'");
        }
        shares.check(command);
    }

    /// Whether there is DATA.
    boolean isGiven() {
        return !data.isEmpty();
    }

    /// DATA; empty if it is not given.
    String data() {
        return data;
    }

    /// The column to predict, or null for the last one.
    @Nullable String target() {
        return target;
    }

    /// The rows kept back.
    Shares shares() {
        return shares;
    }

    /// Reads and divides the data.
    TrainingData prepare(long seed) {
        return TrainingData.of(Source.open(data), target, shares, seed);
    }
}
