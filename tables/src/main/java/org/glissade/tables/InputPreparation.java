package org.glissade.tables;

import java.util.List;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.JsonObject;

/// How raw data become the features that a network was trained on; a model file keeps it as JSON.
public sealed interface InputPreparation permits Preparation, PixelPreparation {
    /// The names of the features of one example; empty if they have none.
    List<String> featureNames();

    /// This preparation as JSON, for [#fromJson].
    JsonObject toJson();

    /// The preparation that was written.
    ///
    /// @throws FileFormatException if it is none
    static InputPreparation fromJson(JsonObject json) {
        return switch (json.text("kind")) {
            case Preparation.KIND -> Preparation.fromJson(json);
            case PixelPreparation.KIND -> PixelPreparation.fromJson(json);
            default ->
                    throw new FileFormatException(
                            "",
                            "",
                            "unknown kind of preparation \"" + json.text("kind") + "\"",
                            "the file is damaged or of a newer version of Glissade");
        };
    }
}
