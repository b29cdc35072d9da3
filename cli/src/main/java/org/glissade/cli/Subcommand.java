package org.glissade.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What all subcommands share.
abstract class Subcommand implements Callable<Integer> {
    private final Console console;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--debug",
            order = 100,
            description = "Show the stack trace of a failure, for reports to the makers.")
    private boolean debugging;

    Subcommand(Console console) {
        this.console = console;
    }

    /// Does the work; failures are exceptions.
    abstract void run();

    @Override
    public final Integer call() {
        run();
        return Exit.SUCCESS;
    }

    final Console console() {
        return console;
    }

    final boolean isDebugging() {
        return debugging;
    }

    /// What the user can do after a failure, on a line of its own; empty if there is nothing to
    /// say.
    String advice(Throwable failure) {
        return "";
    }

    /// The options that picocli found, with the values that were typed; those of flags are empty.
    final Map<String, String> typedOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        if (spec != null) {
            for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
                options.put(
                        option.longestName(),
                        option.arity().max() == 0
                                ? ""
                                : String.join("", option.originalStringValues()));
            }
        }
        return options;
    }

    /// A complaint about an option, as picocli's own.
    final ParameterException wrong(String problem) {
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        return new ParameterException(line, problem);
    }

    /// Refuses an option's value unless it is a finite number of at least this.
    ///
    /// @param what the value is, such as "a penalty"
    /// @param value null if the option was not given
    /// @param least 0, or the smallest number above it
    final void checkNumber(String option, String what, @Nullable Double value, double least) {
        if (value != null && !(value >= least && value <= Double.MAX_VALUE)) {
            throw wrong(
                    "Invalid value for option '"
                            + option
                            + "': "
                            + what
                            + (least > 0 ? " is above 0" : " is at least 0")
                            + " and finite, but got "
                            + value);
        }
    }
}
