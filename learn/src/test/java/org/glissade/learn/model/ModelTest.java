package org.glissade.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.Safetensors;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Network;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.metric.ClassificationReport;
import org.glissade.learn.metric.RegressionReport;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.DTypeException;
import org.glissade.tensor.Shape;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTest {
    private static final TensorType THREE = new TensorType(DType.F32, Shape.of(3));
    private static final Task COLOURS = new Task.Classification(List.of("red", "green"));

    private static Model model(String network, Task task, TargetScaling scaling, Loss loss) {
        Layer layers = Network.parse(network);
        Objective objective = new Objective(task, loss, scaling);
        Parameters parameters = Parameters.initial(Model.declarations(layers, THREE, objective), 4);
        JsonObject note = JsonObject.builder().put("columns", "a b c").build();
        return new Model(layers, THREE, objective, parameters, new Model.Notes(note, note, note));
    }

    private static Model colours() {
        return model("dense(4) tanh dense(2)", COLOURS, TargetScaling.NONE, Loss.crossEntropy());
    }

    private static Array features(int rows) {
        float[] values = new float[rows * 3];
        Random random = new Random(8);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Array.of(Shape.of(rows, 3), values);
    }

    @Test
    void aModelReadBackIsTheModelThatWasWritten(@TempDir Path folder) {
        Model regression =
                model(
                        "dense(5, he-normal) gelu residual(dense(5)) dense(2)",
                        new Task.Regression(List.of("height", "weight")),
                        new TargetScaling(List.of(170.0, 70.0), List.of(10.0, 12.5)),
                        Loss.meanAbsoluteError());
        for (Model model : List.of(colours(), regression)) {
            Path file = folder.resolve("m.glissade");
            model.save(file);
            Model read = Model.load(file);
            assertThat(read.parameters()).isEqualTo(model.parameters());
            assertThat(read.parameters().paths())
                    .containsExactlyElementsOf(model.parameters().paths());
            assertThat(read.network()).isEqualTo(model.network());
            assertThat(read.objective()).isEqualTo(model.objective());
            assertThat(read.notes()).isEqualTo(model.notes());
            assertThat(read.example()).isEqualTo(THREE);
            assertThat(read.predict(features(7))).isEqualTo(model.predict(features(7)));
        }
    }

    @Test
    void otherReadersFindTheParametersUnderTheirPaths(@TempDir Path folder) {
        Model model = colours();
        model.save(folder.resolve("m"));
        Safetensors file = Safetensors.read(folder.resolve("m"));
        assertThat(file.tensors())
                .containsOnlyKeys(
                        "0.dense/weight", "0.dense/bias", "2.dense/weight", "2.dense/bias");
        assertThat(file.tensors().get("0.dense/weight"))
                .isEqualTo(model.parameters().get("0.dense/weight"));
    }

    @Test
    void predictionsOfManyRowsAreThoseOfFew() {
        Model model = colours();
        Array all = features(1000);
        Array predictions = model.predict(all);
        assertThat(predictions.shape()).isEqualTo(Shape.of(1000, 2));
        for (int row = 0; row < 1000; row += 97) {
            double[] alone = model.predict(all.rows(row, row + 1)).toDoubles();
            assertThat(alone[0]).isCloseTo(predictions.get(row, 0), within(1e-6));
            assertThat(alone[0] + alone[1]).isCloseTo(1, within(1e-6));
        }
        assertThat(model.predict(features(0)).size()).isZero();
    }

    @Test
    void theLossOfAnEvaluationIsTheMeanOverAllRows() {
        Model model = colours();
        int rows = 300; // one full batch and a smaller one
        int[] labels = new int[rows];
        Arrays.setAll(labels, i -> i % 2);
        Dataset data = Dataset.classification(features(rows), labels, List.of("red", "green"));
        ClassificationReport report = (ClassificationReport) model.evaluate(data);
        assertThat(report.rows()).isEqualTo(rows);
        assertThat(report.loss()).isCloseTo(report.logLoss(), within(1e-6));
    }

    @Test
    void regressionPredictsInTheTargetsUnit() {
        Model plain =
                model(
                        "dense(1)",
                        new Task.Regression(List.of("y")),
                        TargetScaling.NONE,
                        Loss.meanSquaredError());
        Model scaled =
                new Model(
                        plain.network(),
                        THREE,
                        new Objective(
                                plain.task(),
                                Loss.meanSquaredError(),
                                new TargetScaling(List.of(100.0), List.of(5.0))),
                        plain.parameters(),
                        Model.Notes.NONE);
        double[] raw = plain.predict(features(4)).toDoubles();
        double[] units = scaled.predict(features(4)).toDoubles();
        float[] targets = new float[4];
        for (int i = 0; i < 4; i++) {
            assertThat(units[i]).isCloseTo(100 + 5 * raw[i], within(1e-4));
            targets[i] = (float) units[i] + 10;
        }
        RegressionReport report =
                (RegressionReport) scaled.evaluate(Dataset.regression(features(4), targets, "y"));
        assertThat(report.rmse()).isCloseTo(10, within(1e-4));
        assertThat(report.loss()).isCloseTo(4, within(1e-4));
    }

    @Test
    void twoClassesMayShareOneLogit() {
        Model model = model("dense(1)", COLOURS, TargetScaling.NONE, Loss.binaryCrossEntropy());
        double[] p = model.predict(features(1)).toDoubles();
        assertThat(p).hasSize(2);
        assertThat(p[0] + p[1]).isCloseTo(1, within(1e-6));
    }

    @Test
    void featuresThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> colours().predict(Array.zeros(DType.F32, Shape.of(2, 4))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("takes rows of [3]");
        assertThatThrownBy(() -> colours().predict(Array.zeros(DType.F64, Shape.of(2, 3))))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("features.cast(DType.F32)");
        Dataset others = Dataset.classification(features(2), new int[] {0, 1}, List.of("a", "b"));
        assertThatThrownBy(() -> colours().evaluate(others))
                .hasMessageContaining("the model's classes");
    }

    @Test
    void parametersAreCopiedInAndOut() {
        Array array = Array.of(Shape.of(2), 1f, 2f);
        Parameters parameters = Parameters.of(Map.of("a", array));
        array.setFlat(0, 9);
        parameters.get("a").setFlat(0, 8);
        assertThat(parameters.get("a").getFlat(0)).isEqualTo(1);
        assertThat(parameters.count()).isEqualTo(2);
        assertThat(parameters.bytes()).isEqualTo(8);
        assertThatThrownBy(() -> parameters.get("b")).hasMessageContaining("there are [a]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "format":1            | "format":2              | format 2, known is 1
                    "format":1            | "format":"1"            | expected a number
                    dense(4) tanh         | dense(5) tanh           | the values are f32
                    dense(4) tanh         | dense(4) dense(4) tanh  | no values are given
                    dense(4) tanh         | tanh dense(4)           | no values are given for it
                    dense(4) tanh         | dense(4) tanhh          | did you mean tanh
                    dense(4) tanh         | dense(10000000) tanh    | the values are f32
                    dense(2)"             | dense(2) dropout(2)"    | below 1
                    dense(2)"             | residual(dense(7))"     | cannot be added
                    dense(2)"             | flatten"                | needs [n, 2]
                    "F32"                 | "I32"                   | inputs are F32 or F64
                    "F32"                 | "F99"                   | F99
                    "shape":[3]           | "shape":[4]             | the values are f32
                    "shape":[3]           | "shape":[-3]            | -3
                    "shape":[3]           | "shape":[3.5]           | whole number
                    "shape":[3]           | "shape":[99999999999]   | overflow
                    "shape":[3]           | "shape":[2000000000,2000000000,2000000000] | 2^63
                    "shape":[3]           | "shape":3               | expected a list
                    classification        | clustering              | there is no task
                    ["red","green"]       | ["red","red"]           | listed twice
                    ["red","green"]       | ["red"]                 | 2 classes or more
                    ["red","green"]       | ["red",2]               | a list of strings contains a number
                    ["red","green"]       | ["red","green","blue"]  | needs [n, 3]
                    cross-entropy         | no-such                 | there is no loss
                    "means":[]            | "means":[1]             | as many finite means
                    "preprocessing":{     | "preprocessed":{        | "preprocessing" is missing
                    {"format"             | ["format"               | JSON
                    """)
    void aDescriptionThatDoesNotHoldIsRefused(
            String from, String to, String message, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("m");
        colours().save(file);
        Safetensors good = Safetensors.read(file);
        String text = Objects.requireNonNull(good.metadata().get("glissade"));
        assertThat(text).contains(from);
        new Safetensors(good.tensors(), Map.of("glissade", text.replace(from, to))).write(file);
        byte[] bytes = Files.readAllBytes(file);
        if (message.equals("JSON")) {
            assertThatThrownBy(() -> Model.load(file)).isInstanceOf(FileFormatException.class);
        } else {
            assertThatThrownBy(() -> Model.load(file))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining(message)
                    .hasMessageContaining(file.toString());
        }
        assertThatThrownBy(() -> ModelFile.parse(bytes)).isInstanceOf(FileFormatException.class);
    }

    @Test
    void parametersThatAreNotTheNetworksAreRefused(@TempDir Path folder) {
        Path file = folder.resolve("m");
        colours().save(file);
        Safetensors good = Safetensors.read(file);

        Map<String, Array> nan = new LinkedHashMap<>(good.tensors());
        Array poisoned = Objects.requireNonNull(nan.get("2.dense/weight")).copy();
        poisoned.setFlat(3, Double.NaN);
        nan.put("2.dense/weight", poisoned);
        refuse(file, nan, good, "value 3 of parameter 2.dense/weight is NaN");

        Map<String, Array> more = new HashMap<>(good.tensors());
        more.put("9.dense/weight", Array.zeros(DType.F32, Shape.of(1)));
        refuse(file, more, good, "[9.dense/weight], which the network does not have");

        Map<String, Array> wide = new HashMap<>(good.tensors());
        wide.put("0.dense/bias", Array.zeros(DType.F64, Shape.of(4)));
        refuse(file, wide, good, "0.dense/bias is f32[4], but the values are f64[4]");

        Map<String, Array> fewer = new HashMap<>(good.tensors());
        fewer.remove("0.dense/bias");
        refuse(file, fewer, good, "no values are given for it");

        new Safetensors(good.tensors(), Map.of()).write(file);
        assertThatThrownBy(() -> Model.load(file))
                .hasMessageContaining("parameters without a model");
    }

    private static void refuse(
            Path file, Map<String, Array> tensors, Safetensors good, String message) {
        new Safetensors(tensors, good.metadata()).write(file);
        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void networksAreCompletedByTheirOutputLayer() {
        Task three = new Task.Classification(List.of("a", "b", "c"));
        assertThat(Network.text(Objective.complete(Network.parse("dense(8) relu"), three)))
                .isEqualTo("dense(8) relu dense(3)");
        assertThat(Network.text(Objective.complete(Network.parse("dense(8) relu dense(3)"), three)))
                .isEqualTo("dense(8) relu dense(3)");
        assertThat(Network.text(Objective.complete(Network.parse("dense(1)"), COLOURS)))
                .isEqualTo("dense(1)");
        assertThat(Network.text(Objective.complete(Network.parse(""), COLOURS)))
                .isEqualTo("dense(2)");
        assertThatThrownBy(() -> Objective.complete(Network.parse("dense(3) softmax"), three))
                .hasMessageContaining("remove the last softmax");
        assertThatThrownBy(() -> Objective.complete(Network.parse("dense(1) sigmoid"), COLOURS))
                .hasMessageContaining("remove the last sigmoid");
        assertThat(Network.text(Objective.complete(Network.parse("dense(16) sigmoid"), three)))
                .isEqualTo("dense(16) sigmoid dense(3)");
    }
}
