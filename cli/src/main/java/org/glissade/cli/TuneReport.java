package org.glissade.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.search.Candidate;
import org.glissade.learn.search.Trial;

/// The outcome of a search, as text for people and as JSON for programs.
///
/// @param trials best first
record TuneReport(TuneRequest request, List<Trial> trials, Path folder) {
    private static final int SHOWN = 20;

    String text() {
        List<String[]> lines = new ArrayList<>();
        for (Trial trial : trials.subList(0, Math.min(SHOWN, trials.size()))) {
            lines.add(line(trial));
        }
        String end = System.lineSeparator();
        return TextTable.of(
                        lines,
                        "#trial",
                        "#epochs",
                        "#loss",
                        "#score",
                        "#rate",
                        "#width",
                        "#depth",
                        "#batch",
                        "#decay",
                        "#dropout")
                + (trials.size() > SHOWN
                        ? "… and " + (trials.size() - SHOWN) + " more in the run's log" + end
                        : "")
                + "best        "
                + command()
                + end
                + "run         "
                + folder
                + end;
    }

    private String[] line(Trial trial) {
        Candidate one = trial.candidate();
        boolean finite = Double.isFinite(trial.loss());
        return new String[] {
            Integer.toString(trial.number()),
            Integer.toString(trial.epochs()),
            finite
                    ? Numbers.significant(trial.loss())
                            + (request.folds() > 0
                                    ? " ± " + Numbers.significant(trial.deviation())
                                    : "")
                    : "diverged",
            score(trial),
            Numbers.significant(one.learningRate()),
            Integer.toString(one.width()),
            Integer.toString(one.depth()),
            Integer.toString(one.batch()),
            one.weightDecay() == 0 ? "0" : Numbers.significant(one.weightDecay()),
            Double.toString(one.dropout())
        };
    }

    private static String score(Trial trial) {
        return Optional.ofNullable(trial.measures().get("accuracy"))
                .map(accuracy -> "accuracy " + Numbers.fixed(accuracy, 4))
                .or(() ->
                        Optional.ofNullable(trial.measures().get("r2"))
                                .map(r2 -> "R² " + Numbers.fixed(r2, 4)))
                .orElse("");
    }

    /// The best settings as a command.
    private String command() {
        Candidate best = trials.getFirst().candidate();
        StringBuilder command = new StringBuilder("glissade train ").append(quoted(request.data()));
        if (request.target() != null) {
            command.append(" --target ").append(quoted(request.target()));
        }
        command.append(" --network ")
                .append(quoted(best.network()))
                .append(" --batch ")
                .append(best.batch())
                .append(" --learning-rate ")
                .append(best.learningRate());
        if (best.weightDecay() > 0) {
            command.append(" --optimizer adamw --weight-decay ").append(best.weightDecay());
        }
        if (request.seed() != 1) {
            command.append(" --seed ").append(request.seed());
        }
        return command.toString();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:,=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    JsonObject toJson() {
        List<JsonValue> all = trials.stream().<JsonValue>map(Trial::toJson).toList();
        return JsonObject.builder()
                .put("best", trials.getFirst().toJson())
                .put("command", command())
                .put("trials", new JsonArray(all))
                .put("run", folder.toString())
                .build();
    }
}
