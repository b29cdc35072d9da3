package org.glissade.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonNumber;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonString;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.layer.Network;
import org.glissade.learn.layer.Summary;
import org.glissade.learn.model.Model;
import org.glissade.tables.Encoding;
import org.glissade.tables.PixelPreparation;
import org.glissade.tables.Preparation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `glissade inspect`.
@Command(
        name = "inspect",
        header =
                "Shows what a model is: its layers, what it takes and predicts, how it was trained.",
        footer = {
            "",
            "Examples:",
            "  glissade inspect flowers.glissade",
            "  glissade inspect flowers.glissade --json"
        })
final class Inspect extends Subcommand {
    private static final int MOST_COLUMNS_SHOWN = 40;

    @Parameters(paramLabel = "MODEL", description = LoadedModel.HELP)
    private String file = "";

    @Option(names = "--json", description = "Print everything but the weights as one JSON object.")
    private boolean json;

    Inspect(Console console) {
        super(console);
    }

    @Override
    void run() {
        LoadedModel loaded = LoadedModel.open(file);
        long bytes;
        try {
            bytes = Files.size(loaded.path());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + loaded.path(), failure);
        }
        if (json) {
            console().out().println(Json.compact(toJson(loaded.model(), bytes)));
        } else {
            print(loaded, bytes);
        }
    }

    private static JsonObject toJson(Model model, long bytes) {
        Summary summary = model.summary();
        List<JsonValue> layers = new ArrayList<>();
        for (Summary.Row row : summary.rows()) {
            layers.add(
                    JsonObject.builder()
                            .put("path", row.path())
                            .put("layer", row.layer())
                            .put("output", sizes(row.output().slice(1, row.output().rank()).dims()))
                            .put("parameters", row.parameters())
                            .build());
        }
        JsonObject.Builder object =
                JsonObject.builder()
                        .put("task", Outcome.name(model.task()))
                        .put("network", Network.text(model.network()))
                        .put("input", sizes(model.example().shape().dims()))
                        .put("layers", new JsonArray(layers))
                        .put("parameters", model.parameters().count())
                        .put("loss", model.objective().loss().toString());
        switch (model.task()) {
            case Task.Classification(List<String> classes) ->
                    object.put("classes", JsonArray.ofTexts(classes));
            case Task.Regression(List<String> targets) ->
                    object.put("targets", JsonArray.ofTexts(targets));
        }
        return object.put("preprocessing", model.notes().preprocessing())
                .put("settings", model.notes().settings())
                .put("provenance", model.notes().provenance())
                .put("bytes", bytes)
                .build();
    }

    private static JsonArray sizes(int... dims) {
        return JsonArray.ofNumbers(dims);
    }

    private void print(LoadedModel loaded, long bytes) {
        PrintStream out = console().out();
        Model model = loaded.model();
        line("model", loaded.path() + " (" + Numbers.count(bytes) + " bytes)");
        line("predicts", predicts(model.task()));
        line("network", Network.text(model.network()));
        out.print(NetworkTable.of(model.summary()));
        line("loss", model.objective().loss().toString());
        switch (loaded.preparation()) {
            case PixelPreparation pixels ->
                    line(
                            "takes",
                            "images of "
                                    + pixels.shape().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining("×"))
                                    + " pixels as (p / 255 - "
                                    + Numbers.fixed(pixels.mean(), 4)
                                    + ") / "
                                    + Numbers.fixed(pixels.deviation(), 4));
            case Preparation table -> {
                line("takes", table.encodings().size() + " columns");
                out.print(columns(table));
            }
        }
        line("settings", flat(model.notes().settings()));
        model.notes().provenance().members().forEach((name, value) -> line(name, shown(value)));
    }

    private static String columns(Preparation preparation) {
        List<String[]> rows = new ArrayList<>();
        for (Encoding encoding : preparation.encodings()) {
            if (rows.size() == MOST_COLUMNS_SHOWN) {
                int more = preparation.encodings().size() - MOST_COLUMNS_SHOWN;
                rows.add(new String[] {"…", "and " + more + " more; --json lists all"});
                break;
            }
            rows.add(
                    switch (encoding) {
                        case Encoding.Standardised number ->
                                new String[] {
                                    number.column(),
                                    "number, mean "
                                            + Numbers.significant(number.mean())
                                            + ", deviation "
                                            + Numbers.significant(number.deviation())
                                            + (number.marksMissing() ? ", may be missing" : "")
                                };
                        case Encoding.OneHot(String column, List<String> levels) ->
                                new String[] {column, "one of " + String.join(", ", levels)};
                    });
        }
        return TextTable.of(rows, "column", "meaning").indent(12);
    }

    private static String predicts(Task task) {
        return switch (task) {
            case Task.Classification(List<String> classes) ->
                    classes.size() + " classes: " + String.join(", ", classes);
            case Task.Regression(List<String> targets) -> "a number: " + String.join(", ", targets);
        };
    }

    private static String flat(JsonObject object) {
        return object.members().entrySet().stream()
                .map((Map.Entry<String, JsonValue> member) ->
                        member.getKey() + " " + shown(member.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String shown(JsonValue value) {
        return switch (value) {
            case JsonString(String text) -> text;
            case JsonObject object -> flat(object);
            case JsonNumber number ->
                    number.isWhole() ? number.literal() : Numbers.significant(number.doubleValue());
            default -> value.toString();
        };
    }

    private void line(String label, String content) {
        console().out().println(label + " ".repeat(Math.max(1, 12 - label.length())) + content);
    }
}
