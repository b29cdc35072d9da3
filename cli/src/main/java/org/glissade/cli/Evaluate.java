package org.glissade.cli;

import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.file.Json;
import org.glissade.learn.metric.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `glissade evaluate`.
@Command(
        name = "evaluate",
        header = "Measures a model on data that hold the target, too.",
        description =
                "All rows count. Rows that the model was trained on make it look better than it is. Of a folder with a"
                        + " test set, the test set is used.",
        footer = {
            "",
            "Examples:",
            "  glissade evaluate flowers.glissade more-flowers.csv",
            "  glissade evaluate fashion.glissade fashion-mnist/ --json"
        })
final class Evaluate extends Subcommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = LoadedModel.HELP_FOR_SEVERAL)
    private String model = "";

    @Parameters(index = "1", paramLabel = "DATA", description = Source.HELP)
    private String data = "";

    @Option(names = "--json", description = "Print all measures as one JSON object.")
    private boolean json;

    @Mixin private DeviceOptions device = new DeviceOptions();

    @Option(names = "--quiet", description = "No notes on stderr.")
    private boolean quiet;

    Evaluate(Console console) {
        super(console);
    }

    @Override
    void run() {
        LoadedModel loaded = LoadedModel.openAll(model);
        List<String> warnings = new ArrayList<>();
        Dataset dataset = loaded.dataset(Source.open(data), warnings);
        if (!quiet) {
            warnings.forEach(warning -> console().err().println("note        " + warning));
        }
        Evaluation evaluation = loaded.ensemble().evaluate(dataset, device.device());
        if (json) {
            console()
                    .out()
                    .println(Json.compact(Outcome.toJson(loaded.model().task(), evaluation)));
        } else {
            console().out().print(Outcome.text("measured", evaluation));
        }
    }
}
