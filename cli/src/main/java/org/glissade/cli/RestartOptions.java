package org.glissade.cli;

import java.nio.file.Path;
import org.glissade.learn.data.Split;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.train.RestartResult;
import org.glissade.learn.train.Restarts;
import org.glissade.learn.train.Trainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `glissade train` that ask for many starts at once.
final class RestartOptions implements OptionGroup {
    @Option(
            names = "--restarts",
            paramLabel = "K",
            description =
                    "Train from K starting points at once, report how far the minima lie apart, and keep the best.")
    private @Nullable Integer starts;

    @Option(
            names = "--ensemble",
            description =
                    "With --restarts: also keep the models of all starts, in the folder ensemble of the run, and measure"
                            + " the mean of their predictions. glissade predict takes that folder as MODEL.")
    private boolean ensemble;

    /// Picocli makes it.
    RestartOptions() {}

    @Override
    public boolean takes(String name, String value) {
        if (!name.equals("--restarts")) {
            return false;
        }
        starts = Integer.valueOf(value);
        return true;
    }

    @Override
    public boolean takesFlag(String name) {
        if (!name.equals("--ensemble")) {
            return false;
        }
        ensemble = true;
        return true;
    }

    /// Whether many starts are asked for.
    boolean isOn() {
        return starts != null;
    }

    @Override
    public void check(Subcommand command) {
        if (starts != null && starts < 1) {
            throw command.wrong(
                    "Invalid value for option '--restarts': 1 or more, but got " + starts);
        }
        if (ensemble && starts == null) {
            throw command.wrong("--ensemble joins the models of many starts; add --restarts K");
        }
    }

    /// Trains.
    ///
    /// @param isResumed whether from a checkpoint on
    RestartResult fit(Trainer trainer, Split split, boolean isResumed) {
        Restarts many = Restarts.of(trainer, starts == null ? 1 : starts);
        return isResumed ? many.resume(split) : many.fit(split);
    }

    /// Saves the models of an ensemble in the folder `ensemble` of a run, the best first, and
    /// measures them together.
    ///
    /// @return the measures on the test data, on the validation data where there are none, or null
    ///   if no ensemble is asked for or there are no data to measure on
    @Nullable Evaluation ensemble(RestartResult result, Split split, Path folder) {
        if (!ensemble) {
            return null;
        }
        result.ensemble().save(folder.resolve("ensemble"));
        if (split.test().rows() > 0) {
            return result.ensemble().evaluate(split.test());
        }
        return split.validation().rows() > 0
                ? result.ensemble().evaluate(split.validation())
                : null;
    }
}
