package org.glissade.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The `glissade` command as started by the launcher. Exit codes: 0 success, 1 failure, 2 wrong
/// usage or bad data, 3 training diverged.
@Command(
        name = "glissade",
        mixinStandardHelpOptions = true,
        version = "glissade 0.1.0-SNAPSHOT",
        description = "Trains neural networks by backpropagation.")
public final class Main implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    private Main() {}

    /// Shows how to use the command when no subcommand was named.
    @Override
    public Integer call() {
        Objects.requireNonNull(spec, "picocli sets the spec before it calls")
                .commandLine()
                .usage(System.err);
        return ExitCode.USAGE;
    }

    /// Runs the command and ends the process with its exit code.
    ///
    /// @param arguments the command line as the user typed it
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
