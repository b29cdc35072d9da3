package org.glissade.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.file.AtomicFile;
import org.glissade.runtime.Array;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `glissade predict`.
@Command(
        name = "predict",
        header = "Predicts with a model, a line of CSV for each row of data.",
        description = {
            "For classes a line holds the most probable class and the probability of each; for numbers the number, in the"
                    + " unit of the training data. Lines are in the order of the rows.",
            "The data need the columns that the model was trained on, found by their names; others are ignored."
        },
        footer = {
            "",
            "Examples:",
            "  glissade predict flowers.glissade new-flowers.csv",
            "  glissade predict prices.glissade houses.csv --output predictions.csv"
        })
final class Predict extends Subcommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = LoadedModel.HELP_FOR_SEVERAL)
    private String model = "";

    @Parameters(index = "1", paramLabel = "DATA", description = Source.HELP)
    private String data = "";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the lines here instead of to stdout.")
    private @Nullable String output;

    @Mixin private DeviceOptions device = new DeviceOptions();

    @Option(names = "--quiet", description = "No notes on stderr.")
    private boolean quiet;

    Predict(Console console) {
        super(console);
    }

    @Override
    void run() {
        @Nullable Path file = output == null ? null : OutputFile.checked("--output", output);
        LoadedModel loaded = LoadedModel.openAll(model);
        List<String> warnings = new ArrayList<>();
        Array features = loaded.features(Source.open(data), warnings);
        if (!quiet) {
            warnings.forEach(warning -> console().err().println("note        " + warning));
        }
        Array predictions = loaded.ensemble().predict(features, device.device());
        PredictionLines lines = new PredictionLines(loaded.model().task(), predictions);
        if (file == null) {
            lines.forEach(console().out()::print);
        } else {
            AtomicFile.write(file, lines::writeTo);
            if (!quiet) {
                console()
                        .err()
                        .println(
                                Numbers.count(predictions.shape().dim(0))
                                        + " predictions written to "
                                        + file);
            }
        }
    }
}
