package org.glissade.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ScopeType;

/// The `glissade` command as started by the launcher. Exit codes: 0 success, 1 failure, 2 wrong
/// usage or bad data, 3 training diverged, 130 stopped by a signal.
@Command(
        name = "glissade",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        header = "Trains neural networks by backpropagation.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nArguments:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:failure, such as a full disk or too little memory",
            "2:wrong usage or bad data",
            "3:training diverged",
            "130:stopped by Ctrl-C or SIGTERM; a training is saved before"
        },
        footer = {
            "",
            "Examples:",
            "  glissade train sample:digits",
            "  glissade train houses.csv --target price --output houses.glissade",
            "  glissade predict houses.glissade new-houses.csv --output prices.csv",
            "",
            "glissade COMMAND --help tells more about each command."
        })
public final class Main {
    /// The subcommands in the order of the help. They are made on demand: looking at the
    /// annotations of all of them would cost a fifth of the start.
    private static final Map<String, Function<Console, Subcommand>> COMMANDS = commands();

    private Main() {}

    private static Map<String, Function<Console, Subcommand>> commands() {
        Map<String, Function<Console, Subcommand>> commands = new LinkedHashMap<>();
        commands.put("train", Train::new);
        commands.put("tune", Tune::new);
        commands.put("predict", Predict::new);
        commands.put("evaluate", Evaluate::new);
        commands.put("inspect", Inspect::new);
        commands.put("report", Report::new);
        commands.put("tour", TakeTour::new);
        commands.put("explain", Explain::new);
        commands.put("samples", ListSamples::new);
        commands.put("devices", ListDevices::new);
        return java.util.Collections.unmodifiableMap(commands);
    }

    /// Runs the command and ends the process with its exit code.
    ///
    /// @param arguments the command line as the user typed it
    public static void main(String[] arguments) {
        // Tables and JSON are UTF-8 wherever they go.
        PrintStream out =
                new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                        false,
                        StandardCharsets.UTF_8);
        System.exit(run(Console.ofProcess(out, System.err), arguments));
    }

    /// Runs the command within this process.
    ///
    /// @param out for results
    /// @param err for progress and complaints
    /// @return the exit code
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        return run(Console.plain(out, err), arguments);
    }

    /// As the other, with what the place of output can show.
    static int run(Console console, String... arguments) {
        int code = plainly(console, arguments).orElseGet(() -> fully(console, arguments));
        console.out().flush();
        console.err().flush();
        if (code == Exit.SUCCESS && console.out().checkError()) {
            console.err().println("glissade: standard output could not be written");
            return Exit.FAILURE;
        }
        return code;
    }

    /// Runs a training whose command line is as most are, without picocli: loading that and reading
    /// its annotations would take a quarter of the time until the first step.
    ///
    /// @return the exit code, or nothing if picocli is to look at the command line after all
    private static OptionalInt plainly(Console console, String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("train")) {
            return OptionalInt.empty();
        }
        Train train = new Train(console);
        if (!train.takes(Arrays.copyOfRange(arguments, 1, arguments.length))) {
            return OptionalInt.empty();
        }
        train.rehearse();
        try {
            return OptionalInt.of(train.call());
        } catch (CommandLine.ParameterException refused) {
            // Picocli will find the same and say it in its way.
            return OptionalInt.empty();
        } catch (Exception | Error failure) {
            return OptionalInt.of(end(console, train, failure));
        }
    }

    private static int fully(Console console, String... arguments) {
        CommandLine line = new CommandLine(new Main());
        String wanted = arguments.length == 0 ? "" : arguments[0];
        COMMANDS.forEach((name, make) -> {
            if (name.equals(wanted) || !COMMANDS.containsKey(wanted)) {
                line.addSubcommand(name, make.apply(console));
            }
        });
        tellVersion(line, arguments);
        PrintWriter out = new PrintWriter(console.out(), false, console.out().charset());
        line.setOut(out)
                .setErr(new PrintWriter(console.err(), true, console.err().charset()))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                console.hasColor() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpLongOptionsMaxWidth(28)
                .setUsageHelpWidth(Math.clamp(console.columns(), 80, 100))
                .setParameterExceptionHandler((wrong, _) -> complain(console, wrong))
                .setExecutionExceptionHandler(
                        (failure, command, _) -> end(console, command.getCommand(), failure));
        int code = execute(console, line, arguments);
        out.flush();
        return code;
    }

    /// Gives the commands what `--version` prints, if it is asked for: that names the device, which
    /// others need not look for yet.
    private static void tellVersion(CommandLine line, String... arguments) {
        if (Arrays.stream(arguments)
                .anyMatch(word -> word.equals("--version") || word.startsWith("-V"))) {
            String[] lines = Version.lines();
            line.getCommandSpec().version(lines);
            line.getSubcommands().values().forEach(one -> one.getCommandSpec().version(lines));
        }
    }

    private static int execute(Console console, CommandLine line, String... arguments) {
        if (arguments.length == 0) {
            line.usage(console.err(), Ansi.OFF);
            return Exit.USAGE;
        }
        return line.execute(arguments);
    }

    private static int complain(Console console, CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        console.err().println(console.red("glissade: ") + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, console.err());
        console.err()
                .println(
                        "  hint     "
                                + command.getCommandSpec().qualifiedName()
                                + " --help shows all options");
        return Exit.USAGE;
    }

    private static int end(Console console, @Nullable Object command, Throwable failure) {
        Exit exit = Exit.after(failure);
        console.err().println(console.red("glissade: ") + exit.message());
        if (command instanceof Subcommand subcommand) {
            String advice = subcommand.advice(failure);
            if (!advice.isEmpty()) {
                console.err().println(advice);
            }
            if (subcommand.isDebugging()) {
                failure.printStackTrace(console.err());
            }
        }
        return exit.code();
    }
}
