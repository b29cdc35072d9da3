package org.glissade.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.glissade.learn.train.TrainEvent;
import org.jspecify.annotations.Nullable;

/// Shows how training goes on: a line that is written over on a terminal, elsewhere about ten
/// lines.
final class Progress implements Consumer<TrainEvent> {
    private static final long REDRAWN_AFTER = 80_000_000;
    private static final int LINES = 10;
    private static final int BAR = 20;

    private final Console console;
    private final PrintStream talk;
    private final List<String> story;
    private TrainEvent.@Nullable EpochFinished latest;
    private int epochs;
    private long drawn;

    /// Progress goes to stderr.
    ///
    /// @param talk where story and network are printed
    /// @param story what is to be said about the data, a line each
    Progress(Console console, PrintStream talk, List<String> story) {
        this.console = console;
        this.talk = talk;
        this.story = story;
    }

    @Override
    public void accept(TrainEvent event) {
        switch (event) {
            case TrainEvent.Started started -> {
                epochs = started.settings().epochs();
                story.forEach(talk::println);
                talk.println("network     " + started.network());
                talk.print(NetworkTable.of(started.summary()));
                talk.flush();
            }
            case TrainEvent.StepFinished step -> draw(step);
            case TrainEvent.EpochFinished epoch -> {
                latest = epoch;
                if (!console.isTerminal() && isTold(epoch)) {
                    console.err().println(told(epoch));
                }
            }
            case TrainEvent.NewBest _, TrainEvent.Finished _ -> {}
            case TrainEvent.Stopped stopped -> stop(stopped);
        }
    }

    private void stop(TrainEvent.Stopped stopped) {
        TrainEvent.EpochFinished last = latest;
        if (console.isTerminal()) {
            console.err().print("\r\033[K");
        }
        if (last != null && (console.isTerminal() || !isTold(last))) {
            console.err().println(told(last));
        }
        switch (stopped.reason()) {
            case ALL_EPOCHS, DIVERGED -> {}
            case NO_IMPROVEMENT ->
                    console.err()
                            .println(
                                    "stopped     no better loss since epoch "
                                            + stopped.keptEpoch());
        }
        console.err().flush();
    }

    /// A tenth of the epochs each, and the first and last.
    private boolean isTold(TrainEvent.EpochFinished epoch) {
        int every = Math.max(1, epochs / LINES);
        return epoch.epoch() == 1 || epoch.epoch() == epochs || epoch.epoch() % every == 0;
    }

    private static String told(TrainEvent.EpochFinished epoch) {
        return "epoch " + epoch.epoch() + "/" + epoch.epochs() + figures(epoch, epoch.trainLoss());
    }

    /// The line on a terminal, at most a dozen times a second.
    private void draw(TrainEvent.StepFinished step) {
        long now = System.nanoTime();
        if (!console.isTerminal() || (drawn != 0 && now - drawn < REDRAWN_AFTER)) {
            return;
        }
        drawn = now;
        double share = (step.epoch() - 1 + step.step() / (double) step.steps()) / epochs;
        int filled = (int) (BAR * share);
        String bar = console.green("━".repeat(filled)) + "─".repeat(BAR - filled);
        String start = "epoch " + step.epoch() + "/" + epochs + " ";
        TrainEvent.EpochFinished epoch = latest;
        String figures =
                epoch == null
                        ? "  loss " + Numbers.significant(step.loss())
                        : figures(epoch, step.loss())
                                + "  "
                                + Numbers.duration(epoch.clock().secondsLeft())
                                + " left";
        int room = Math.max(0, console.columns() - 1 - start.length() - BAR);
        console.err()
                .print(
                        "\r"
                                + start
                                + bar
                                + figures.substring(0, Math.min(room, figures.length()))
                                + "\033[K");
        console.err().flush();
    }

    private static String figures(TrainEvent.EpochFinished epoch, double loss) {
        StringBuilder text = new StringBuilder("  loss ").append(Numbers.significant(loss));
        epoch.validationLoss()
                .ifPresent(validation ->
                        text.append("  validation ").append(Numbers.significant(validation)));
        Map<String, Double> measures =
                epoch.validationLoss().isPresent() ? epoch.validation() : epoch.train();
        for (String name : List.of("accuracy", "r2")) {
            Double value = measures.get(name);
            if (value != null) {
                text.append("  ").append(name).append(' ').append(Numbers.fixed(value, 4));
            }
        }
        return text.append("  ")
                .append(Numbers.count(Math.round(epoch.clock().examplesPerSecond())))
                .append(" examples/s")
                .toString();
    }
}
