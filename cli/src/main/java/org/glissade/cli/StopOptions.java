package org.glissade.cli;

import java.time.Duration;
import org.glissade.learn.train.Stopping;
import org.glissade.learn.train.Trainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that end a training besides `--epochs` and `--patience`.
final class StopOptions implements OptionGroup {
    private static final double MOST_SECONDS = 1e9;

    @Option(
            names = "--stop-at-loss",
            paramLabel = "LOSS",
            description =
                    "Stop after an epoch whose validation loss, or without validation rows training loss, is this or"
                            + " lower.")
    private @Nullable Double loss;

    @Option(
            names = "--stop-at-gradient",
            paramLabel = "NORM",
            description =
                    "Stop after an epoch in which the gradient's norm was this or lower, in the mean over the steps.")
    private @Nullable Double gradient;

    @Option(
            names = "--stop-after",
            paramLabel = "SECONDS",
            description = "Stop after so many seconds of training, at the end of a step.")
    private @Nullable Double seconds;

    /// Picocli makes it.
    StopOptions() {}

    @Override
    public boolean takes(String name, String value) {
        switch (name) {
            case "--stop-at-loss" -> loss = Double.valueOf(value);
            case "--stop-at-gradient" -> gradient = Double.valueOf(value);
            case "--stop-after" -> seconds = Double.valueOf(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public Trainer apply(Subcommand command, Trainer trainer) {
        Stopping rules = Stopping.NONE;
        if (loss != null) {
            rules = rules.atLoss(checked(command, "--stop-at-loss", loss, -Double.MAX_VALUE));
        }
        if (gradient != null) {
            rules = rules.atGradientNorm(checked(command, "--stop-at-gradient", gradient, 0));
        }
        if (seconds != null) {
            double limit = Math.min(MOST_SECONDS, checked(command, "--stop-after", seconds, 0));
            rules = rules.after(Duration.ofNanos((long) (limit * 1e9)));
        }
        return trainer.stopping(rules);
    }

    private static double checked(
            Subcommand command, String option, double value, double smallest) {
        if (!(value >= smallest && value <= Double.MAX_VALUE)) {
            throw command.wrong(
                    "Invalid value for option '"
                            + option
                            + "': expected a number"
                            + (smallest == 0 ? " from 0 on" : "")
                            + ", but got "
                            + value);
        }
        return value;
    }
}
