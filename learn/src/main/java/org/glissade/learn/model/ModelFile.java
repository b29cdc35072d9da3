package org.glissade.learn.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.Safetensors;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Network;
import org.glissade.learn.loss.Loss;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.TensorType;

/// The file form of a model: safetensors with the parameters by path, and under the metadata key
/// `glissade` a JSON object:
///
/// | member | content |
/// | --- | --- |
/// | `format` | 1 |
/// | `network` | text as in [Network] |
/// | `input` | `dtype` and `shape` of one example |
/// | `task` | `kind` classification or regression, and `classes` or `targets` |
/// | `loss` | name as in [Loss] |
/// | `scaling` | `means` and `deviations` of regression targets |
/// | `preprocessing`, `settings`, `provenance` | objects that are kept as they are |
///
/// Reading trusts nothing: every member is checked, and the parameters must be exactly those that
/// the network declares.
public final class ModelFile {
    private static final String KEY = "glissade";
    private static final int FORMAT = 1;

    private ModelFile() {}

    /// Writes a model, whole or not at all.
    public static void save(Model model, Path path) {
        String text = Json.compact(describe(model));
        new Safetensors(model.parameters().arrays(), Map.of(KEY, text)).write(path);
    }

    /// Reads a model.
    ///
    /// @throws FileFormatException if the file is not a whole and consistent model
    public static Model load(Path path) {
        try {
            return model(Safetensors.read(path));
        } catch (FileFormatException malformed) {
            throw malformed.in(path.toString());
        }
    }

    /// The model in a file's bytes.
    ///
    /// @throws FileFormatException if they are not a whole and consistent model
    public static Model parse(byte[] bytes) {
        return model(Safetensors.parse(bytes));
    }

    private static JsonObject describe(Model model) {
        Objective objective = model.objective();
        String loss = objective.loss().toString();
        if (Loss.named(loss).isEmpty()) {
            throw new IllegalArgumentException(
                    "the loss "
                            + loss
                            + " is not one of "
                            + Loss.names()
                            + ", so a model file cannot name it; build the model with one of these before saving it");
        }
        return JsonObject.builder()
                .put("format", FORMAT)
                .put("network", Network.text(model.network()))
                .put(
                        "input",
                        JsonObject.builder()
                                .put("dtype", model.example().dtype().name())
                                .put("shape", JsonArray.ofNumbers(model.example().shape().dims()))
                                .build())
                .put("task", task(model.task()))
                .put("loss", loss)
                .put(
                        "scaling",
                        JsonObject.builder()
                                .put("means", numbers(objective.scaling().means()))
                                .put("deviations", numbers(objective.scaling().deviations()))
                                .build())
                .put("preprocessing", model.notes().preprocessing())
                .put("settings", model.notes().settings())
                .put("provenance", model.notes().provenance())
                .build();
    }

    private static JsonObject task(Task task) {
        return switch (task) {
            case Task.Classification(List<String> classes) ->
                    JsonObject.builder()
                            .put("kind", "classification")
                            .put("classes", JsonArray.ofTexts(classes))
                            .build();
            case Task.Regression(List<String> targets) ->
                    JsonObject.builder()
                            .put("kind", "regression")
                            .put("targets", JsonArray.ofTexts(targets))
                            .build();
        };
    }

    private static Model model(Safetensors file) {
        String text = file.metadata().get(KEY);
        if (text == null) {
            throw new FileFormatException(
                    "",
                    "metadata",
                    "the key \"" + KEY + "\" is missing: these are parameters without a model",
                    "pass a file that Glissade wrote");
        }
        try {
            JsonObject description = Json.parseObject(text);
            if (description.whole("format") != FORMAT) {
                throw new FileFormatException(
                        "",
                        "",
                        "the model has format "
                                + description.whole("format")
                                + ", known is "
                                + FORMAT,
                        "use a newer version of Glissade");
            }
            Layer network = Network.parse(description.text("network"));
            Objective objective =
                    new Objective(
                            readTask(description), readLoss(description), readScaling(description));
            Model.Notes notes =
                    new Model.Notes(
                            description.object("preprocessing"),
                            description.object("settings"),
                            description.object("provenance"));
            return new Model(
                    network,
                    readInput(description),
                    objective,
                    ordered(file, network, description, objective),
                    notes);
        } catch (FileFormatException malformed) {
            throw malformed.inPart("metadata \"" + KEY + "\"");
        } catch (IllegalArgumentException | ArithmeticException inconsistent) {
            // Shapes that do not fit, networks that do not parse, parameters that are not the
            // network's.
            throw new FileFormatException(
                    "",
                    "metadata \"" + KEY + "\"",
                    String.valueOf(inconsistent.getMessage()),
                    "the file is damaged or was made by hand; train the model again",
                    inconsistent);
        }
    }

    /// The parameters in the order in which the network declares them, others after them.
    private static Parameters ordered(
            Safetensors file, Layer network, JsonObject description, Objective objective) {
        Map<String, Array> arrays = new LinkedHashMap<>();
        Model.declarations(network, readInput(description), objective)
                .forEach(declared -> {
                    Array array = file.tensors().get(declared.path());
                    if (array != null) {
                        arrays.put(declared.path(), array);
                    }
                });
        file.tensors().forEach(arrays::putIfAbsent);
        return Parameters.of(arrays);
    }

    private static TensorType readInput(JsonObject description) {
        JsonObject input = description.object("input");
        String name = input.text("dtype");
        DType dtype = DType.valueOf(name);
        if (!dtype.isFloating()) {
            throw new FileFormatException(
                    "", "", "inputs are F32 or F64, but got " + name, "write F32 or F64 there");
        }
        long[] dims = input.array("shape").wholeNumbers();
        return new TensorType(
                dtype, Shape.of(Arrays.stream(dims).mapToInt(Math::toIntExact).toArray()));
    }

    private static Task readTask(JsonObject description) {
        JsonObject task = description.object("task");
        return switch (task.text("kind")) {
            case "classification" -> new Task.Classification(task.array("classes").texts());
            case "regression" -> new Task.Regression(task.array("targets").texts());
            case String other ->
                    throw new FileFormatException(
                            "",
                            "",
                            "there is no task \"" + other + "\"",
                            "known are classification and regression");
        };
    }

    private static Loss readLoss(JsonObject description) {
        String name = description.text("loss");
        return Loss.named(name)
                .orElseThrow(() ->
                        new FileFormatException(
                                "",
                                "",
                                "there is no loss \"" + name + "\"",
                                "known are " + String.join(", ", Loss.names())));
    }

    private static TargetScaling readScaling(JsonObject description) {
        JsonObject scaling = description.object("scaling");
        return new TargetScaling(list(scaling.array("means")), list(scaling.array("deviations")));
    }

    private static List<Double> list(JsonArray values) {
        return Arrays.stream(values.numbers()).boxed().toList();
    }

    private static JsonArray numbers(List<Double> values) {
        return JsonArray.ofNumbers(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
