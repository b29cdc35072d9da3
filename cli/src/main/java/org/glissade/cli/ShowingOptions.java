package org.glissade.cli;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Option;

/// The options that say how results are shown.
final class ShowingOptions implements OptionGroup {
    @Option(
            names = "--json",
            description = "Print the result as one JSON object; everything else goes to stderr.")
    private boolean json;

    @Option(names = "--quiet", description = "Show the result only.")
    private boolean quiet;

    /// Picocli makes it.
    ShowingOptions() {}

    @Override
    public boolean takes(String name, String value) {
        return false;
    }

    @Override
    public boolean takesFlag(String name) {
        switch (name) {
            case "--json" -> json = true;
            case "--quiet" -> quiet = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Whether the result is for a program.
    boolean isJson() {
        return json;
    }

    /// Whether the result is all that is shown.
    boolean isQuiet() {
        return quiet;
    }

    /// Shows the same way as another command does.
    void follow(ShowingOptions other) {
        json = other.json;
        quiet = other.quiet;
    }

    /// Where everything but the result goes: stdout belongs to that alone where a program reads it.
    PrintStream talk(Console console) {
        return json ? console.err() : console.out();
    }

    /// Says something besides the result, a line each.
    void tell(Console console, List<String> story) {
        if (!quiet) {
            PrintStream talk = talk(console);
            story.forEach(talk::println);
            talk.flush();
        }
    }
}
