package org.glissade.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.glissade.learn.train.Checkpoints;
import org.glissade.learn.train.Trainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how often a training saves itself.
final class SavingOptions implements OptionGroup {
    private static final double MOST_SECONDS = 1e9;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "SECONDS",
            description =
                    "Save the training after so many seconds, and now and then at the end of an epoch; 0 after every"
                            + " step. Default: 30.")
    private @Nullable Double every;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description =
                    "How many checkpoints are kept, the latest ones; each has the best weights so far, too. Default: 2.")
    private @Nullable Integer keep;

    @Option(
            names = "--no-path",
            description =
                    "Do not keep the weights after some of the epochs, which glissade report draws as a path over the"
                            + " loss surface.")
    private boolean withoutPath;

    /// Picocli makes it.
    SavingOptions() {}

    @Override
    public boolean takes(String name, String value) {
        switch (name) {
            case "--checkpoint-every" -> every = Double.valueOf(value);
            case "--keep" -> keep = Integer.valueOf(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean takesFlag(String name) {
        if (!name.equals("--no-path")) {
            return false;
        }
        withoutPath = true;
        return true;
    }

    @Override
    public void check(Subcommand command) {
        if (every != null && !(every >= 0 && every <= MOST_SECONDS)) {
            throw command.wrong(
                    "Invalid value for option '--checkpoint-every': expected seconds from 0 on, but got "
                            + every);
        }
        if (keep != null && keep < 1) {
            throw command.wrong(
                    "Invalid value for option '--keep': expected a number from 1 on, but got "
                            + keep);
        }
    }

    /// Checkpoints in a folder.
    Checkpoints in(Supplier<Path> folder) {
        Checkpoints checkpoints = Checkpoints.in(folder);
        if (every != null) {
            checkpoints = checkpoints.every(Duration.ofNanos((long) (every * 1e9)));
        }
        return keep == null ? checkpoints : checkpoints.keep(keep);
    }

    /// The trainer that also keeps the weights on the way, unless that is not wanted.
    Trainer keepPath(Trainer trainer, Supplier<Path> file) {
        return withoutPath ? trainer : trainer.keepPath(file);
    }
}
