package org.glissade.benchmarks.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.glissade.learn.file.Json;

/// Compares workloads in Glissade and in a peer and prints a table; see [Race].
///
/// Exit codes: 0 success; 1 the engines disagree or a process failed; 2 wrong usage.
public final class Compare {
    private Compare() {}

    /// Runs a comparison; see [Settings] for the arguments.
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Settings settings;
        try {
            settings = Settings.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("compare: " + e.getMessage());
            System.err.println(Settings.USAGE);
            System.exit(2);
            return;
        }
        try {
            List<Result> results = Race.run(settings.workloads(), settings.pace(), out);
            if (settings.isMarkdown()) {
                MarkdownTable.print(results, out);
            } else {
                Table.print(results, out);
            }
            if (settings.isJson()) {
                out.println(Json.compact(Result.toJson(results)));
            }
        } catch (IllegalStateException | java.io.UncheckedIOException e) {
            System.err.println("compare: " + e.getMessage());
            System.exit(1);
        }
    }
}
