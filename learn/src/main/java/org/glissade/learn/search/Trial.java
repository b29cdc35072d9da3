package org.glissade.learn.search;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glissade.learn.file.JsonNumber;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;

/// A candidate that has been measured.
///
/// @param rung of the halving, from 0
/// @param number of the candidate, from 0
/// @param candidate the settings
/// @param epochs at most, in this rung
/// @param loss the mean validation loss; infinite if a training diverged
/// @param deviation of the loss from fold to fold; 0 without folds
/// @param measures means of further measures, such as accuracy or r2
public record Trial(
        int rung,
        int number,
        Candidate candidate,
        int epochs,
        double loss,
        double deviation,
        Map<String, Double> measures) {
    /// The order of a table of results: what came further first, then by rising loss.
    public static final Comparator<Trial> BEST_FIRST =
            Comparator.comparingInt(Trial::rung)
                    .reversed()
                    .thenComparingDouble(Trial::loss)
                    .thenComparingInt(Trial::number);

    /// Copies the map.
    public Trial {
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    }

    /// The trial as the JSON object of its line in a log; without `loss` if it diverged.
    public JsonObject toJson() {
        JsonObject.Builder object =
                JsonObject.builder()
                        .put("rung", rung)
                        .put("trial", number)
                        .put("epochs", epochs)
                        .put("settings", candidate.toJson());
        if (Double.isFinite(loss)) {
            JsonObject.Builder means = JsonObject.builder();
            measures.forEach((name, value) -> means.put(name, JsonValue.of(value.doubleValue())));
            object.put("loss", loss).put("deviation", deviation).put("measures", means.build());
        }
        return object.build();
    }

    /// The trial that a JSON object holds.
    ///
    /// @throws org.glissade.learn.file.FileFormatException if it does not hold one
    public static Trial of(JsonObject json) {
        boolean finite = json.has("loss");
        Map<String, Double> measures = new LinkedHashMap<>();
        if (finite && json.get("measures") instanceof JsonObject means) {
            means.members()
                    .forEach((name, value) -> {
                        if (value instanceof JsonNumber number) {
                            measures.put(name, number.doubleValue());
                        }
                    });
        }
        return new Trial(
                (int) json.whole("rung"),
                (int) json.whole("trial"),
                Candidate.of(json.object("settings")),
                (int) json.whole("epochs"),
                finite ? json.number("loss") : Double.POSITIVE_INFINITY,
                finite ? json.number("deviation") : 0,
                measures);
    }
}
