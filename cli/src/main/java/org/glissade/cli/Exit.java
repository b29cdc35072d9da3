package org.glissade.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.train.TrainingDivergedException;
import org.glissade.learn.train.TrainingInterruptedException;
import org.glissade.tables.PreparationException;
import org.glissade.tensor.Fault;
import org.glissade.tensor.TensorException;

/// How the process ends, and what is said about it.
///
/// @param code the exit code
/// @param message for the user; empty on success
record Exit(int code, String message) {
    static final int SUCCESS = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;
    static final int DIVERGED = 3;
    static final int INTERRUPTED = 130;

    /// The end that a failure leads to. Whatever a user can mend is told in its own words; anything
    /// else is a fault of Glissade.
    static Exit after(Throwable failure) {
        return switch (failure) {
            case UsageException usage -> new Exit(USAGE, text(usage));
            case InvalidPathException path ->
                    new Exit(
                            USAGE,
                            "\""
                                    + path.getInput()
                                    + "\" is no path here: "
                                    + path.getReason()
                                    + System.lineSeparator()
                                    + "  hint     name a file or folder; names outside of ASCII need a locale such as LC_ALL=C.UTF-8");
            case FileFormatException malformed -> new Exit(USAGE, text(malformed));
            case PreparationException data -> new Exit(USAGE, text(data));
            case TensorException network -> new Exit(USAGE, text(network));
            case org.glissade.learn.layer.NetworkException network ->
                    new Exit(USAGE, text(network));
            case TrainingDivergedException diverged -> new Exit(DIVERGED, text(diverged));
            case TrainingInterruptedException stopped -> new Exit(INTERRUPTED, text(stopped));
            case UncheckedIOException file -> new Exit(FAILURE, text(file));
            case IOException file -> new Exit(FAILURE, text(file));
            case OutOfMemoryError memory ->
                    new Exit(
                            FAILURE,
                            "out of memory: "
                                    + text(memory)
                                    + System.lineSeparator()
                                    + "  hint     use fewer rows, a smaller network or a smaller --batch");
            case Fault fault -> new Exit(FAILURE, text(fault));
            default ->
                    new Exit(
                            FAILURE,
                            "a fault of Glissade: "
                                    + failure
                                    + System.lineSeparator()
                                    + "  hint     please report it, with the output of the same command and --debug");
        };
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
