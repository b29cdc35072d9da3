package org.glissade.cli;

import java.nio.file.Path;
import java.util.List;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.AtomicFile;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonNull;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.train.LearningRateRange;
import org.glissade.learn.train.RunFolder;
import org.glissade.learn.train.Trainer;
import org.jspecify.annotations.Nullable;

/// `glissade tune --learning-rate`: runs the range test, draws the curve, leaves picture and
/// figures in a run folder.
record RangeTest(Console console, boolean isQuiet, boolean isJson) {
    void run(Trainer trainer, Split split, Path runs, String name) {
        Bar bar = new Bar(console, isQuiet, LearningRateRange.STEPS);
        LearningRateRange range;
        try {
            range =
                    LearningRateRange.test(
                            trainer,
                            split,
                            LearningRateRange.FROM,
                            LearningRateRange.TO,
                            LearningRateRange.STEPS,
                            done -> bar.show(done, ""));
        } catch (IllegalArgumentException refused) {
            throw UsageException.of(refused);
        } finally {
            bar.clear();
        }
        Curve curve =
                new Curve(
                        "Loss over the learning rate, " + name,
                        "learning rate",
                        "loss",
                        range.points().stream()
                                .map(point -> new Curve.Point(point.rate(), point.smoothed()))
                                .toList(),
                        range.suggestion());
        Path folder = RunFolder.create(runs, "tune-" + name).path();
        @Nullable Path picture = picture(curve, folder.resolve("learning-rate.png"));
        JsonObject figures = figures(range);
        AtomicFile.write(folder.resolve("learning-rate.json"), Json.pretty(figures));
        if (isJson) {
            JsonObject.Builder result =
                    JsonObject.builder()
                            .put("suggestion", range.suggestion())
                            .put("fastest", range.fastest())
                            .put("lowest", range.lowest())
                            .put("reason", range.reason())
                            .put(
                                    "picture",
                                    picture == null
                                            ? JsonNull.NULL
                                            : JsonValue.of(picture.toString()))
                            .put("run", folder.toString());
            console.out().println(Json.compact(result.build()));
            return;
        }
        console.out().print(curve.text(console.columns()));
        console.out().println("suggestion  --learning-rate " + range.suggestion());
        console.out().println("because     " + range.reason());
        if (picture != null) {
            console.out().println("picture     " + picture);
        }
        console.out().println("run         " + folder);
    }

    /// Draws the curve.
    ///
    /// @return null where the system has no fonts, as in the smallest containers
    private @Nullable Path picture(Curve curve, Path file) {
        try {
            CurvePicture.write(curve, file);
            return file;
        } catch (InternalError | LinkageError noFonts) {
            console.err().println("note        no picture could be drawn: " + noFonts);
            return null;
        }
    }

    private static JsonObject figures(LearningRateRange range) {
        List<LearningRateRange.Point> points = range.points();
        return JsonObject.builder()
                .put("suggestion", range.suggestion())
                .put("reason", range.reason())
                .put("rate", numbers(points, LearningRateRange.Point::rate))
                .put("loss", numbers(points, LearningRateRange.Point::loss))
                .put("smoothed", numbers(points, LearningRateRange.Point::smoothed))
                .build();
    }

    private static JsonArray numbers(
            List<LearningRateRange.Point> points,
            java.util.function.ToDoubleFunction<LearningRateRange.Point> of) {
        return JsonArray.ofNumbers(points.stream().mapToDouble(of).toArray());
    }
}
