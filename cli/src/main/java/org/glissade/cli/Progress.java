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
    private static final int LEAST_BAR = 4;
    private static final int MOST_BAR = 20;

    private final Console console;
    private final PrintStream talk;
    private final List<String> story;
    private TrainEvent.@Nullable EpochFinished latest;
    private int epochs;
    private int trainRows;
    private long began;
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
            case TrainEvent.Started started -> start(started);
            case TrainEvent.Resumed resumed -> {
                start(resumed.started());
                console.err()
                        .println(
                                "resumed     in epoch "
                                        + resumed.epoch()
                                        + " after step "
                                        + resumed.step());
            }
            case TrainEvent.StepFinished step -> draw(step);
            case TrainEvent.EpochFinished epoch -> {
                latest = epoch;
                if (!console.isTerminal() && isTold(epoch)) {
                    console.err().println(told(epoch));
                }
            }
            case TrainEvent.NewBest _, TrainEvent.Finished _, TrainEvent.Saved _ -> {}
            case TrainEvent.Stopped stopped -> stop(stopped);
        }
    }

    private void start(TrainEvent.Started started) {
        epochs = started.settings().epochs();
        trainRows = started.trainRows();
        began = System.nanoTime();
        story.forEach(talk::println);
        talk.println("network     " + started.network());
        talk.print(NetworkTable.of(started.summary()));
        talk.flush();
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
            case ALL_EPOCHS, DIVERGED, INTERRUPTED -> {}
            case NO_IMPROVEMENT -> told("no better loss since epoch " + stopped.keptEpoch());
            case LOSS_REACHED -> told("the loss is as low as --stop-at-loss asks");
            case GRADIENT_VANISHED -> told("the gradient is as small as --stop-at-gradient asks");
            case TIME_OVER -> told("the time of --stop-after is over");
        }
        console.err().flush();
    }

    private void told(String reason) {
        console.err().println("stopped     " + reason);
    }

    /// A tenth of the epochs each, and the first and last.
    private boolean isTold(TrainEvent.EpochFinished epoch) {
        int every = Math.max(1, epochs / LINES);
        return epoch.epoch() == 1 || epoch.epoch() == epochs || epoch.epoch() % every == 0;
    }

    private static String told(TrainEvent.EpochFinished epoch) {
        return "epoch "
                + epoch.epoch()
                + "/"
                + epoch.epochs()
                + figures(epoch, epoch.trainLoss(), false);
    }

    /// The line on a terminal, at most a dozen times a second.
    private void draw(TrainEvent.StepFinished step) {
        long now = System.nanoTime();
        if (!console.isTerminal() || (drawn != 0 && now - drawn < REDRAWN_AFTER)) {
            return;
        }
        drawn = now;
        double share = (step.epoch() - 1 + step.step() / (double) step.steps()) / epochs;
        String start = "epoch " + step.epoch() + "/" + epochs + " ";
        String figures = figures(step, share, now, false);
        int room = console.columns() - 1 - start.length();
        if (room < LEAST_BAR + figures.length()) {
            start = start.substring("epoch ".length());
            figures = figures(step, share, now, true);
            room += "epoch ".length();
        }
        int bar = Math.clamp(room - figures.length(), LEAST_BAR, MOST_BAR);
        int filled = (int) (bar * share);
        int shown = Math.clamp(room - bar, 0, figures.length());
        console.err()
                .print(
                        "\r"
                                + start
                                + console.green("━".repeat(filled))
                                + "─".repeat(bar - filled)
                                + figures.substring(0, shown)
                                + "\033[K");
        console.err().flush();
    }

    private String figures(TrainEvent.StepFinished step, double share, long now, boolean isBrief) {
        TrainEvent.EpochFinished epoch = latest;
        if (epoch != null) {
            return figures(epoch, step.loss(), isBrief)
                    + "  "
                    + Numbers.duration(epoch.clock().secondsLeft())
                    + " left";
        }
        double seconds = (now - began) * 1e-9;
        double examples = trainRows * (step.step() / (double) step.steps());
        return "  loss "
                + Numbers.significant(step.loss())
                + "  "
                + Numbers.count(Math.round(examples / seconds))
                + " examples/s  "
                + Numbers.duration(seconds / share * (1 - share))
                + " left";
    }

    private static String figures(TrainEvent.EpochFinished epoch, double loss, boolean isBrief) {
        StringBuilder text = new StringBuilder("  loss ").append(Numbers.significant(loss));
        epoch.validationLoss()
                .ifPresent(validation ->
                        text.append(isBrief ? "/" : "  validation ")
                                .append(Numbers.significant(validation)));
        Map<String, Double> measures =
                epoch.validationLoss().isPresent() ? epoch.validation() : epoch.train();
        for (String name : List.of("accuracy", "r2")) {
            Double value = measures.get(name);
            if (value != null) {
                text.append("  ")
                        .append(name)
                        .append(' ')
                        .append(Numbers.fixed(value, isBrief ? 3 : 4));
            }
        }
        return text.append("  ")
                .append(Numbers.count(Math.round(epoch.clock().examplesPerSecond())))
                .append(" examples/s")
                .toString();
    }
}
