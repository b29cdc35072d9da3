package org.glissade.cli;

import java.io.BufferedReader;
import java.util.Optional;
import org.glissade.cli.tour.GuidedTour;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `glissade tour`.
@Command(
        name = "tour",
        header = "Explains neural networks in ten short lessons, each a run on the spot.",
        description = {
            "For those who know no neural networks. Every number is computed while you read.",
            "In a terminal Enter goes on to the next lesson."
        },
        footer = {
            "",
            "Examples:",
            "  glissade tour",
            "  glissade tour 7",
            "  glissade tour --all > tour.txt"
        })
final class TakeTour extends Subcommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "LESSON",
            description = "A lesson, from 1 to 10. Without it: the list of lessons, and lesson 1.")
    private @Nullable Integer lesson;

    @Option(names = "--all", description = "Run all lessons, one after the other.")
    private boolean all;

    TakeTour(Console console) {
        super(console);
    }

    @Override
    void run() {
        int first = lesson == null ? 1 : lesson;
        if (first < 1 || first > GuidedTour.size()) {
            throw new UsageException(
                    "there is no lesson " + first,
                    "lessons are 1 to " + GuidedTour.size() + "; glissade tour lists them");
        }
        if (all && lesson != null) {
            throw new UsageException(
                    "--all runs every lesson, but lesson " + first + " is named, too",
                    "leave one of them out");
        }
        GuidedTour tour = new GuidedTour(console().out(), console().columns());
        if (lesson == null) {
            tour.index();
        }
        Optional<BufferedReader> reader = all ? Optional.empty() : reader();
        if (all) {
            tour.showAll();
        } else if (reader.isPresent()) {
            tour.walk(first, reader.get());
        } else {
            tour.showAlone(first);
        }
    }

    /// What the user types, where there is somebody who reads and can type.
    private Optional<BufferedReader> reader() {
        return console().isTerminal()
                ? Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .map(terminal -> new BufferedReader(terminal.reader()))
                : Optional.empty();
    }
}
