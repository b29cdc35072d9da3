package org.glissade.cli;

import java.util.Arrays;
import java.util.List;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonNull;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.train.RestartResult;

/// The minima that many starts reached, as text for people and as JSON for programs.
final class RestartSpread {
    private static final int COLUMNS = 48;
    private static final int ROWS = 6;

    private RestartSpread() {}

    /// Best, median and worst loss, how many came near the best, and a dot for each start.
    static String text(RestartResult result) {
        RestartResult.Spread spread = result.spread();
        int count = result.starts().size();
        String line = System.lineSeparator();
        return "starts      "
                + count
                + ": best loss "
                + Numbers.significant(spread.best())
                + "  median "
                + Numbers.significant(spread.median())
                + "  worst "
                + Numbers.significant(spread.worst())
                + line
                + "            "
                + spread.nearBest()
                + " of "
                + count
                + " within 1 % of the best"
                + (spread.diverged() > 0 ? "; " + spread.diverged() + " diverged" : "")
                + "; kept is start "
                + result.bestStart().number()
                + " (seed "
                + result.bestStart().seed()
                + ")"
                + line
                + dots(result);
    }

    /// Dots piled up over an axis from the best loss to the worst finite one.
    private static String dots(RestartResult result) {
        double[] losses =
                result.starts().stream()
                        .mapToDouble(RestartResult.Start::loss)
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        double least = losses[0];
        double span = losses[losses.length - 1] - least;
        if (span == 0) {
            return "";
        }
        int[] piles = new int[COLUMNS];
        for (double loss : losses) {
            piles[(int) Math.min(COLUMNS - 1, COLUMNS * (loss - least) / span)]++;
        }
        int highest = Arrays.stream(piles).max().orElse(1);
        int each = (highest + ROWS - 1) / ROWS;
        StringBuilder text = new StringBuilder();
        for (int row = (highest + each - 1) / each; row >= 1; row--) {
            StringBuilder cells = new StringBuilder(" ".repeat(12));
            for (int pile : piles) {
                cells.append((pile + each - 1) / each >= row ? '•' : ' ');
            }
            text.append(cells.toString().stripTrailing()).append(System.lineSeparator());
        }
        String low = Numbers.significant(least);
        String high = Numbers.significant(least + span);
        return text.append(" ".repeat(12))
                .append("─".repeat(COLUMNS))
                .append(System.lineSeparator())
                .append(" ".repeat(12))
                .append(low)
                .append(" ".repeat(Math.max(1, COLUMNS - low.length() - high.length())))
                .append(high)
                .append(each > 1 ? "  (a dot stands for up to " + each + " starts)" : "")
                .append(System.lineSeparator())
                .toString();
    }

    /// The member `restarts` of the result.
    static JsonObject toJson(RestartResult result) {
        RestartResult.Spread spread = result.spread();
        List<JsonValue> starts =
                result.starts().stream().<JsonValue>map(RestartSpread::toJson).toList();
        return JsonObject.builder()
                .put("best", spread.best())
                .put("median", finite(spread.median()))
                .put("worst", finite(spread.worst()))
                .put("nearBest", spread.nearBest())
                .put("diverged", spread.diverged())
                .put("starts", new JsonArray(starts))
                .build();
    }

    private static JsonObject toJson(RestartResult.Start start) {
        return JsonObject.builder()
                .put("seed", start.seed())
                .put("loss", finite(start.loss()))
                .put("epochs", start.epochs())
                .put("keptEpoch", start.keptEpoch())
                .put("diverged", start.diverged())
                .build();
    }

    private static JsonValue finite(double number) {
        return Double.isFinite(number) ? JsonValue.of(number) : JsonNull.NULL;
    }
}
