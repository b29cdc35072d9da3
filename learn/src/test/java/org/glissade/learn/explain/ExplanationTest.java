package org.glissade.learn.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Network;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.model.TargetScaling;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.junit.jupiter.api.Test;

/// What an explanation says of networks that can be followed by hand.
class ExplanationTest {
    private static final double EXACT = 1e-13;

    private static Model model(Layer network, Objective objective, Shape example) {
        return model(network, objective, example, i -> Math.sin(1.7 * i + 0.3));
    }

    private static Model model(
            Layer network, Objective objective, Shape example, IntToDoubleFunction weights) {
        TensorType type = new TensorType(DType.F32, example);
        Map<String, Array> values = new LinkedHashMap<>();
        int number = 0;
        for (Declaration declared : Model.declarations(network, type, objective)) {
            Array array = Array.zeros(declared.type());
            for (long i = 0; i < array.size(); i++) {
                array.setFlat(i, weights.applyAsDouble(number++));
            }
            values.put(declared.path(), array);
        }
        return new Model(network, type, objective, Parameters.of(values), Model.Notes.NONE);
    }

    private static Objective regression() {
        return new Objective(
                new Task.Regression(List.of("y")), Loss.meanSquaredError(), TargetScaling.NONE);
    }

    private static Objective classes(int count) {
        List<String> names = List.of("a", "b", "c", "d").subList(0, count);
        return new Objective(
                new Task.Classification(names), Loss.crossEntropy(), TargetScaling.NONE);
    }

    private static Dataset row(float target, float... features) {
        return Dataset.regression(
                Array.of(Shape.of(1, features.length), features), new float[] {target}, "y");
    }

    private static List<String> symbols(Explanation explanation) {
        return explanation.stages().stream().map(Stage::symbol).toList();
    }

    /// The network of docs/explanation/backpropagation.md with its numbers.
    @Test
    void theWorkedNetworkComesOutAsOnThePage() {
        double[] weights = {-0.4, 0, 1.7, 0};
        Model model =
                model(
                        Network.parse("dense(1) tanh dense(1) sigmoid"),
                        regression(),
                        Shape.of(1),
                        i -> weights[i]);
        Explanation explanation = Explanation.of(model, row(1, 0.8f), 0);

        assertThat(symbols(explanation)).containsExactly("x", "s1", "f1", "s2", "f2", "E");
        Chain chain = explanation.chain(WeightIndex.parse("0.dense/weight[0,0]"), 5);
        assertThat(chain.paths()).hasSize(1);
        Path path = chain.paths().getFirst();
        assertThat(path).hasToString("w1[0,0] → s1[0] → f1[0] → s2[0] → f2[0] → E");
        assertThat(path.factors())
                .extracting(Factor::is)
                .containsExactly("∂E/∂f2[0]", "sigmoid′(s2[0])", "w2[0,0]", "tanh′(s1[0])", "x[0]");
        // The page has half of the squared error; weights here are rounded to F32.
        assertThat(path.factors())
                .extracting(Factor::value)
                .usingComparatorForType(
                        (a, b) -> Math.abs(a - b) < 1e-7 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(
                        2 * -0.6285874608111843, 0.23346526492213213, 1.7, 0.9042054657214735, 0.8);
        assertThat(chain.derivative()).isCloseTo(2 * -0.18046543173210872, within(1e-7));
        assertThat(chain.pathSum()).isCloseTo(chain.derivative(), within(EXACT));
        assertThat(chain.finiteDifference().value()).isCloseTo(chain.derivative(), within(1e-11));
    }

    @Test
    void forwardDeltasAndDerivativesFollowTheTextbook() {
        Model model = model(Network.parse("dense(4) tanh dense(3)"), classes(3), Shape.of(2));
        Dataset data =
                Dataset.classification(
                        Array.of(Shape.of(2, 2), 0.5f, -1, 2, 0.25f),
                        new int[] {1, 2},
                        List.of("a", "b", "c"));
        Explanation explanation = Explanation.of(model, data, 1);

        double[] x = {2, 0.25};
        double[] w1 = explanation.parameter("0.dense/weight").values().toDoubles();
        double[] b1 = explanation.parameter("0.dense/bias").values().toDoubles();
        double[] w2 = explanation.parameter("2.dense/weight").values().toDoubles();
        double[] b2 = explanation.parameter("2.dense/bias").values().toDoubles();
        double[] s1 = new double[4];
        double[] f1 = new double[4];
        for (int j = 0; j < 4; j++) {
            s1[j] = b1[j] + x[0] * w1[j] + x[1] * w1[4 + j];
            f1[j] = Math.tanh(s1[j]);
        }
        double[] s2 = new double[3];
        double total = 0;
        for (int k = 0; k < 3; k++) {
            s2[k] = b2[k];
            for (int j = 0; j < 4; j++) {
                s2[k] += f1[j] * w2[3 * j + k];
            }
            total += Math.exp(s2[k]);
        }
        double[] delta2 = new double[3];
        for (int k = 0; k < 3; k++) {
            delta2[k] = Math.exp(s2[k]) / total - (k == 2 ? 1 : 0);
        }
        double[] delta1 = new double[4];
        double[] derivatives = new double[8];
        for (int j = 0; j < 4; j++) {
            double above = 0;
            for (int k = 0; k < 3; k++) {
                above += w2[3 * j + k] * delta2[k];
            }
            delta1[j] = (1 - f1[j] * f1[j]) * above;
            derivatives[j] = x[0] * delta1[j];
            derivatives[4 + j] = x[1] * delta1[j];
        }

        List<Stage> stages = explanation.stages();
        assertThat(symbols(explanation)).containsExactly("x", "s1", "f1", "s2", "E");
        assertThat(explanation.error()).isCloseTo(Math.log(total) - s2[2], within(1e-14));
        close(stages.get(1).values(), s1);
        close(stages.get(2).values(), f1);
        close(stages.get(3).values(), s2);
        close(stages.get(3).derivatives(), delta2);
        close(stages.get(1).derivatives(), delta1);
        close(explanation.parameter("0.dense/weight").derivatives(), derivatives);
        close(explanation.parameter("0.dense/bias").derivatives(), delta1);
        assertThat(stages.get(1).derivative(2)).isEqualTo("δ1[2]");
        assertThat(explanation.output()).isSameAs(stages.get(3));
        assertThat(explanation.target()).containsExactly(0, 0, 1);
    }

    private static void close(Array actual, double... expected) {
        assertThat(actual.toDoubles())
                .usingComparatorWithPrecision(1e-14)
                .containsExactly(expected);
    }

    @Test
    void aSkipConnectionIsAWayOfItsOwn() {
        Model model =
                model(
                        Network.parse("dense(2) residual(dense(2) tanh) dense(1)"),
                        regression(),
                        Shape.of(1));
        Explanation explanation = Explanation.of(model, row(0.5f, 1), 0);

        assertThat(symbols(explanation)).containsExactly("x", "s1", "s2", "f2", "r2", "s3", "E");
        Chain chain = explanation.chain(WeightIndex.parse("0.dense/weight[0,1]"), 10);
        assertThat(chain.paths())
                .extracting(Path::toString)
                .containsExactlyInAnyOrder(
                        "w1[0,1] → s1[1] → r2[1] → s3[0] → E",
                        "w1[0,1] → s1[1] → s2[0] → f2[0] → r2[0] → s3[0] → E",
                        "w1[0,1] → s1[1] → s2[1] → f2[1] → r2[1] → s3[0] → E");
        assertThat(chain.pathSum()).isCloseTo(chain.derivative(), within(EXACT));
    }

    @Test
    void layersThatDoNothingHereAreLeftOut() {
        Model plain = model(Network.parse("dense(3) relu dense(1)"), regression(), Shape.of(2));
        Model with =
                model(
                        Network.parse("noise(0.1) dense(3) relu dropout(0.5) dense(1)"),
                        regression(),
                        Shape.of(2));
        Dataset data = row(1, 0.5f, -0.25f);

        Explanation one = Explanation.of(plain, data, 0);
        Explanation other = Explanation.of(with, data, 0);

        assertThat(symbols(other)).isEqualTo(symbols(one));
        assertThat(other.error()).isEqualTo(one.error());
        assertThat(other.parameter("1.dense/weight").derivatives().toDoubles())
                .containsExactly(one.parameter("0.dense/weight").derivatives().toDoubles());
    }

    /// Without layers inside there are no paths of layers: the graph alone tells.
    @Test
    void aNetworkOfOnesOwnIsReadOffItsGraph() {
        Layer own =
                (scope, x) -> {
                    Tensor shared = scope.parameter("shared", Shape.of(2, 2), Initializer.zeros());
                    Tensor hidden = x.matmul(shared).tanh();
                    return hidden.matmul(shared).sum(1).expandDims(-1);
                };
        Model model = model(own, regression(), Shape.of(2));
        Explanation explanation = Explanation.of(model, row(1, 0.5f, -0.25f), 0);

        assertThat(symbols(explanation)).startsWith("x", "s1", "f1", "s2").endsWith("E");
        assertThat(explanation.stages().get(2).function()).isEqualTo("tanh");
        Chain chain = explanation.chain(WeightIndex.parse("shared[0,1]"), 100);
        // The weight acts in both products.
        assertThat(chain.parts()).extracting(Chain.Part::element).contains("s1[1]", "s2[1]");
        assertThat(chain.pathSum()).isCloseTo(chain.derivative(), within(1e-14));
        assertThat(chain.finiteDifference().value()).isCloseTo(chain.derivative(), within(1e-10));
    }

    @Test
    void aDenseLayerOverSeveralPlacesAddsThemUp() {
        Model model =
                model(
                        Network.parse("dense(2) tanh flatten dense(1)"),
                        regression(),
                        Shape.of(3, 2));
        Dataset data =
                Dataset.regression(
                        Array.of(Shape.of(1, 3, 2), 0.1f, 0.2f, -0.3f, 0.4f, 0.5f, -0.6f),
                        new float[] {1},
                        "y");
        Explanation explanation = Explanation.of(model, data, 0);

        Chain chain = explanation.chain(WeightIndex.parse("0.dense/weight[1,0]"), 10);

        assertThat(chain.paths()).hasSize(3);
        assertThat(chain.parts())
                .extracting(part -> part.own().is())
                .containsExactly("x[0,1]", "x[1,1]", "x[2,1]");
        assertThat(chain.pathSum()).isCloseTo(chain.derivative(), within(EXACT));
    }

    @Test
    void onlyTheStrongestPathsAreListedAndTheRestIsOneNumber() {
        Model model =
                model(
                        Network.parse("dense(6) tanh dense(5) tanh dense(4)"),
                        classes(4),
                        Shape.of(2));
        Dataset data =
                Dataset.classification(
                        Array.of(Shape.of(1, 2), 0.5f, -1), new int[] {3}, classNames(4));
        Explanation explanation = Explanation.of(model, data, 0);
        WeightIndex weight = WeightIndex.parse("0.dense/weight[0,2]");

        Chain all = explanation.chain(weight, 1000);
        Chain few = explanation.chain(weight, 3);

        assertThat(all.pathCount()).isEqualTo(20);
        assertThat(all.paths()).hasSize(20);
        assertThat(few.paths()).isEqualTo(all.paths().subList(0, 3));
        assertThat(few.rest())
                .isCloseTo(
                        all.paths().subList(3, 20).stream().mapToDouble(Path::product).sum(),
                        within(EXACT));
        double[] sizes = all.paths().stream().mapToDouble(p -> -Math.abs(p.product())).toArray();
        assertThat(sizes).isEqualTo(Arrays.stream(sizes).sorted().toArray());
        List<Path> fromLayer = explanation.strongestPaths(explanation.stages().get(1), 1000);
        assertThat(fromLayer).hasSize(6 * 20);
        double shares =
                fromLayer.stream()
                        .filter(path -> path.elements().getFirst().equals("s1[2]"))
                        .mapToDouble(Path::product)
                        .sum();
        assertThat(shares)
                .isCloseTo(explanation.stages().get(1).derivatives().getFlat(2), within(EXACT));
    }

    private static List<String> classNames(int count) {
        return List.of("a", "b", "c", "d").subList(0, count);
    }

    @Test
    void aUnitThatIsOffPassesNothingOn() {
        Model model =
                model(
                        Network.parse("dense(1) relu dense(1)"),
                        regression(),
                        Shape.of(1),
                        i -> i == 0 ? -1 : 0.5);
        Explanation explanation = Explanation.of(model, row(1, 2), 0);

        Chain chain = explanation.chain(WeightIndex.parse("0.dense/weight[0,0]"), 5);

        assertThat(chain.paths()).isEmpty();
        assertThat(chain.pathCount()).isZero();
        assertThat(chain.derivative()).isZero();
        assertThat(chain.parts()).hasSize(1);
        assertThat(chain.parts().getFirst().above().value()).isZero();
        assertThat(chain.finiteDifference().value()).isZero();
    }

    @Test
    void theJsonHasEveryNumber() {
        Model model = model(Network.parse("dense(3) relu dense(2)"), classes(2), Shape.of(2));
        Dataset data =
                Dataset.classification(
                        Array.of(Shape.of(1, 2), 0.5f, -1), new int[] {1}, classNames(2));
        Explanation explanation = Explanation.of(model, data, 0);

        var json = explanation.toJson();

        assertThat(json.number("error")).isEqualTo(explanation.error());
        assertThat(json.array("stages").objects())
                .extracting(stage -> stage.text("symbol"))
                .containsExactly("x", "s1", "f1", "s2", "E");
        var relu = json.array("stages").objects().get(2);
        assertThat(relu.text("function")).isEqualTo("relu");
        assertThat(relu.array("slopes").numbers())
                .hasSize(3)
                .satisfies(
                        slopes -> assertThat(Arrays.stream(slopes).boxed()).isSubsetOf(0.0, 1.0));
        assertThat(json.array("parameters").objects())
                .extracting(parameter -> parameter.text("symbol"))
                .containsExactly("w1", "b1", "w2", "b2");
        assertThat(explanation.steepest().path()).isEqualTo("0.dense/weight");
        var chain = explanation.chain(explanation.steepest(), 4).toJson();
        assertThat(chain.number("derivative")).isCloseTo(chain.number("pathSum"), within(EXACT));
        assertThat(chain.array("paths").objects()).isNotEmpty();
    }

    @Test
    void whatIsNotThereIsRefusedWithWhatIs() {
        Model model = model(Network.parse("dense(3) relu dense(2)"), classes(2), Shape.of(2));
        Dataset data =
                Dataset.classification(
                        Array.of(Shape.of(1, 2), 0.5f, -1), new int[] {1}, classNames(2));
        Explanation explanation = Explanation.of(model, data, 0);

        assertThatThrownBy(() -> Explanation.of(model, data, 1))
                .hasMessageContaining("no row 1", "1 rows");
        assertThatThrownBy(() -> Explanation.of(model, row(1, 2, 3), 0))
                .hasMessageContaining("the data are for");
        assertThatThrownBy(() -> explanation.chain(WeightIndex.parse("0.dense/weights[0,0]"), 3))
                .hasMessageContaining("0.dense/weight, 0.dense/bias, 2.dense/weight");
        assertThatThrownBy(() -> explanation.chain(WeightIndex.parse("0.dense/weight[2,0]"), 3))
                .hasMessageContaining("[2, 3]", "0.dense/weight[1,2]");
        assertThatThrownBy(() -> WeightIndex.parse("0.dense/weight"))
                .hasMessageContaining("0.dense/weight[2,3]");
        assertThatThrownBy(() -> WeightIndex.parse("a[99999999999]"))
                .hasMessageContaining("99999999999");
    }

    @Test
    void aFiniteDifferenceIsExactToElevenDigitsAndSeesKinks() {
        FiniteDifference smooth = FiniteDifference.of(x -> Math.exp(Math.sin(x)), 0.7);
        double expected = Math.cos(0.7) * Math.exp(Math.sin(0.7));
        assertThat(smooth.value()).isCloseTo(expected, within(1e-11));
        assertThat(smooth.uncertainty()).isLessThan(1e-9);

        FiniteDifference kink = FiniteDifference.of(x -> Math.max(0, x) * Math.exp(x), 0.01);
        assertThat(kink.value()).isCloseTo(1.01 * Math.exp(0.01), within(1e-10));
    }
}
