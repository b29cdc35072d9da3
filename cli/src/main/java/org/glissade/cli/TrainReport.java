package org.glissade.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.train.RestartResult;
import org.glissade.learn.train.TrainResult;
import org.jspecify.annotations.Nullable;

/// What `glissade train` says at its end.
///
/// @param out where it is printed
/// @param isJson as one JSON object, for programs
record TrainReport(PrintStream out, boolean isJson) {
    /// Shows how one training ended.
    ///
    /// @param model where the model is
    /// @param run the folder of the run
    void show(TrainResult result, Path model, Path run) {
        if (isJson) {
            out.println(Json.compact(Outcome.toJson(result, seedOf(result), model, run)));
        } else {
            out.print(Outcome.text(result));
            out.println("model       " + model);
            out.println("run         " + run);
        }
    }

    /// Shows how a training from many starts ended.
    ///
    /// @param ensemble measures of all models together; null if there are none
    /// @param model where the best model is
    /// @param run the folder of the run
    void show(RestartResult many, @Nullable Evaluation ensemble, Path model, Path run) {
        TrainResult best = many.best();
        if (!isJson) {
            out.print(RestartSpread.text(many));
            show(best, model, run);
            if (ensemble != null) {
                out.print(Outcome.text("ensemble", ensemble));
            }
            return;
        }
        JsonObject.Builder result = JsonObject.builder();
        Outcome.toJson(best, seedOf(best), model, run).members().forEach(result::put);
        result.put("restarts", RestartSpread.toJson(many));
        if (ensemble != null) {
            result.put("ensemble", Outcome.toJson(best.model().task(), ensemble));
        }
        out.println(Json.compact(result.build()));
    }

    private static long seedOf(TrainResult result) {
        return result.model().notes().provenance().whole("seed");
    }
}
