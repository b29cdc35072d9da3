package org.glissade.cli;

import org.glissade.learn.file.JsonNull;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.jspecify.annotations.Nullable;

/// What a search was asked for: everything that its outcome follows from, besides the data.
///
/// @param data the argument DATA
/// @param target the column to predict, or null for the last one
/// @param validation share of the rows that are not for the test
/// @param test share of all rows, or null for the usual one
/// @param trials how many candidates there are
/// @param budget epochs of the last round
/// @param folds of the cross-validation; 0 for none
record TuneRequest(
        String data,
        @Nullable String target,
        double validation,
        @Nullable Double test,
        int trials,
        int budget,
        int folds,
        long seed) {
    /// The data, split and prepared.
    TrainingData prepare() {
        Shares shares = new Shares();
        shares.takes("--validation", Double.toString(validation));
        if (test != null) {
            shares.takes("--test", Double.toString(test));
        }
        return TrainingData.of(Source.open(data), target, shares, seed);
    }

    JsonObject toJson(String fingerprint) {
        return JsonObject.builder()
                .put("data", data)
                .put("target", target == null ? JsonNull.NULL : JsonValue.of(target))
                .put("validation", validation)
                .put("test", test == null ? JsonNull.NULL : JsonValue.of(test.doubleValue()))
                .put("trials", trials)
                .put("budget", budget)
                .put("folds", folds)
                .put("seed", seed)
                .put("fingerprint", fingerprint)
                .put("glissade", Version.number())
                .build();
    }

    static TuneRequest of(JsonObject json) {
        return new TuneRequest(
                json.text("data"),
                json.has("target") ? json.text("target") : null,
                json.number("validation"),
                json.has("test") ? json.number("test") : null,
                (int) json.whole("trials"),
                (int) json.whole("budget"),
                (int) json.whole("folds"),
                json.whole("seed"));
    }
}
