package org.glissade.learn.train;

import java.util.Optional;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.metric.Evaluation;

/// Where a model comes from, as JSON for its file. It says nothing about the time: equal trainings
/// give equal files.
final class Provenance {
    private Provenance() {}

    static JsonObject of(
            TrainSettings settings,
            Split split,
            int epochs,
            int keptEpoch,
            Evaluation train,
            Optional<Evaluation> validation,
            Optional<Evaluation> test) {
        JsonObject.Builder object =
                JsonObject.builder()
                        .put("glissade", version())
                        .put("java", Runtime.version().toString())
                        .put("seed", settings.seed())
                        .put("data", split.train().fingerprint())
                        .put("rows", split.train().rows())
                        .put("epochs", epochs)
                        .put("keptEpoch", keptEpoch)
                        .put("train", measures(train));
        validation.ifPresent(measured -> object.put("validation", measures(measured)));
        test.ifPresent(measured -> object.put("test", measures(measured)));
        return object.build();
    }

    /// All measures by name.
    static JsonObject measures(Evaluation evaluation) {
        JsonObject.Builder object = JsonObject.builder();
        evaluation
                .values()
                .forEach((name, value) -> object.put(name, JsonValue.of(value.doubleValue())));
        return object.build();
    }

    /// The version in the jar's manifest; `development` for classes outside of a jar.
    static String version() {
        return Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
