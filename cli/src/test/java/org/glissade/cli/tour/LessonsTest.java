package org.glissade.cli.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.model.Model;
import org.glissade.learn.train.RestartResult;
import org.junit.jupiter.api.Test;

/// The numbers of the lessons, computed once more without any of Glissade's machinery.
class LessonsTest {
    private static double sigmoid(double s) {
        return 1 / (1 + Math.exp(-s));
    }

    /// The mean of −log of the share that the right kind got.
    private static double error(double[] weights, Dataset data) {
        double sum = 0;
        for (int row = 0; row < data.rows(); row++) {
            double f = sigmoid(sum(weights, data, row));
            sum -= Math.log(Points.label(data, row) == 1 ? f : 1 - f);
        }
        return sum / data.rows();
    }

    private static double sum(double[] weights, Dataset data, int row) {
        return weights[0] * Points.x(data, row) + weights[1] * Points.y(data, row) + weights[2];
    }

    private static double[] moved(double[] weights, int at, double by) {
        double[] moved = weights.clone();
        moved[at] += by;
        return moved;
    }

    @Test
    void aNeuronSaysWhatItsFormulaSaysAndItsErrorFalls() {
        OneNeuron.Outcome outcome = OneNeuron.outcome();
        String text = Shown.lesson(1);

        for (Model neuron : List.of(outcome.before(), outcome.after())) {
            double[] weights = OneNeuron.weights(neuron);
            double error = error(weights, outcome.data());
            assertThat(neuron.evaluate(outcome.data()).loss()).isCloseTo(error, within(1e-12));
            long right =
                    IntStream.range(0, outcome.data().rows())
                            .filter(row ->
                                    sum(weights, outcome.data(), row) > 0
                                            == (Points.label(outcome.data(), row) == 1))
                            .count();
            assertThat(text)
                    .containsPattern(
                            Figures.fixed(error, 4)
                                    + " +"
                                    + right
                                    + " of "
                                    + outcome.data().rows());
        }
        assertThat(error(OneNeuron.weights(outcome.after()), outcome.data()))
                .isLessThan(0.5 * error(OneNeuron.weights(outcome.before()), outcome.data()));
    }

    @Test
    void theGradientIsDeltaTimesInputAndWhatTryingFinds() {
        PerceptronGradient.Outcome outcome = PerceptronGradient.outcome();
        double[] weights = OneNeuron.weights(outcome.neuron());
        Dataset one = outcome.one();
        double delta = sigmoid(sum(weights, one, 0)) - Points.label(one, 0);
        double[] inputs = {Points.x(one, 0), Points.y(one, 0), 1};

        assertThat(outcome.look().delta("0.dense")).hasSize(1);
        assertThat(outcome.look().delta("0.dense")[0]).isCloseTo(delta, within(1e-12));
        for (int i = 0; i < 3; i++) {
            double tried =
                    (error(moved(weights, i, 1e-5), one) - error(moved(weights, i, -1e-5), one))
                            / 2e-5;
            assertThat(outcome.derivatives()[i])
                    .isCloseTo(delta * inputs[i], within(1e-12))
                    .isCloseTo(tried, within(1e-8))
                    .isCloseTo(outcome.tried()[i], within(1e-8));
        }
        assertThat(Shown.lesson(2))
                .contains(
                        Figures.signed(delta, 3),
                        Figures.signed(delta * inputs[0], 6),
                        Figures.signed(delta * inputs[1], 6));
    }

    @Test
    void theStepsOfTheSecondLessonAreTheTrainingOfTheFirst() {
        double[] last = PerceptronGradient.outcome().steps().getLast();
        double[] trained = OneNeuron.weights(OneNeuron.outcome().after());

        assertThat(Arrays.copyOf(last, 3)).containsExactly(trained, within(1e-12));
        assertThat(PerceptronGradient.outcome().steps().stream().map(step -> step[3]).toList())
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void thePerceptronsRuleMakesAsManyMistakesAsWhenDoneByHand() {
        PerceptronGradient.Outcome outcome = PerceptronGradient.outcome();
        Dataset data = outcome.data();
        double[] weights = OneNeuron.weights(outcome.neuron());
        Batches order = new Batches(data.rows(), 1, PerceptronGradient.SEED);
        for (int round = 1; round <= outcome.mistakes().size(); round++) {
            int mistakes = 0;
            for (int row : order.order(round)) {
                double sign = Points.label(data, row) == 1 ? 1 : -1;
                if (sign * sum(weights, data, row) < 0) {
                    mistakes++;
                    weights[0] += sign * Points.x(data, row);
                    weights[1] += sign * Points.y(data, row);
                    weights[2] += sign;
                }
            }
            assertThat(outcome.mistakes().get(round - 1)).as("round %d", round).isEqualTo(mistakes);
        }
        assertThat(outcome.mistakes().getFirst()).isPositive();
    }

    @Test
    void noSingleNeuronDoesExclusiveOrButTwoLayersDo() {
        TwoLayers.Outcome outcome = TwoLayers.outcome();

        assertThat(outcome.tried()).isEqualTo(25 * 25 * 25);
        assertThat(outcome.bestRight()).isEqualTo(3);
        assertThat(outcome.singleRight()[4]).isZero();
        assertThat(IntStream.of(outcome.singleRight()).sum()).isEqualTo(20);
        assertThat(outcome.pairRight()[4]).isBetween(1, 20);

        double[] below = Start.values(outcome.pair(), "0.dense/weight");
        double[] bias = Start.values(outcome.pair(), "0.dense/bias");
        double[] above = Start.values(outcome.pair(), "2.dense/weight");
        double top = Start.values(outcome.pair(), "2.dense/bias")[0];
        String text = Shown.lesson(3);
        for (int row = 0; row < 4; row++) {
            double x = Points.x(outcome.data(), row);
            double y = Points.y(outcome.data(), row);
            double f1 = Math.tanh(below[0] * x + below[2] * y + bias[0]);
            double f2 = Math.tanh(below[1] * x + below[3] * y + bias[1]);
            double out = sigmoid(above[0] * f1 + above[1] * f2 + top);
            assertThat(out > 0.5).isEqualTo(x != y);
            assertThat(text)
                    .containsPattern(
                            Pattern.quote(Figures.signed(f1, 3))
                                    + " +"
                                    + Pattern.quote(Figures.signed(f2, 3))
                                    + " +"
                                    + Figures.fixed(out, 4));
        }
    }

    /// The mean of (f − t)² over the points of the wave.
    private static double height(double w, double b) {
        double sum = 0;
        for (int row = 0; row < 48; row++) {
            double x = Math.PI * (2.0 * row / 48 - 1);
            double distance =
                    Math.sqrt(2) * Math.sin(w * x + b) - Math.sqrt(2) * Math.sin(2 * x + 1);
            sum += distance * distance / 48;
        }
        return sum;
    }

    @Test
    void restartsReachDifferentMinimaAndTheBestIsTheDeepest() {
        Valleys.Outcome outcome = Valleys.outcome();

        for (int start = 0; start < outcome.ways().size(); start++) {
            Valleys.Way way = outcome.ways().get(start);
            double w = way.end()[0];
            double b = way.end()[1];
            assertThat(way.error()).isCloseTo(height(w, b), within(1e-9));
            assertThat(outcome.restarts().starts().get(start).loss())
                    .isCloseTo(way.error(), within(1e-4));
            // The bottom of a valley: higher on all sides.
            for (double[] side : new double[][] {{0.1, 0}, {-0.1, 0}, {0, 0.1}, {0, -0.1}}) {
                assertThat(height(w + side[0], b + side[1])).isGreaterThan(way.error());
            }
        }
        RestartResult.Spread spread = outcome.restarts().spread();
        assertThat(spread.best()).isLessThan(1e-6);
        assertThat(spread.worst()).isGreaterThan(0.5);
        assertThat(outcome.deepest()).isBetween(2L, 11L);
    }

    @Test
    void aBowlIsDescendedAsItsCurvatureSays() {
        LearningRates.Outcome outcome = LearningRates.outcome();
        double squares = 0;
        for (int row = 0; row < outcome.data().rows(); row++) {
            squares += Math.pow(outcome.data().features().getFlat(row), 2);
        }
        double curvature = 2 * squares / outcome.data().rows();

        assertThat(outcome.curvature()).isCloseTo(curvature, within(1e-6));
        for (int i = 0; i < outcome.rates().length; i++) {
            double factor = 1 - outcome.rates()[i] * curvature;
            double[] way = outcome.ways().get(i);
            for (int step = 0; step < way.length; step++) {
                assertThat(way[step])
                        .isCloseTo(1 + (way[0] - 1) * Math.pow(factor, step), within(1e-5));
            }
        }
        assertThat(Math.abs(1 - outcome.rates()[2] * curvature)).isGreaterThan(1);
    }

    @Test
    void aNetworkLearnsAtMiddlingRatesOnly() {
        double[] errors = LearningRates.outcome().errors();
        double best = Arrays.stream(errors).filter(Double::isFinite).min().orElseThrow();

        assertThat(best).isLessThan(0.2);
        assertThat(errors[0]).isGreaterThan(2 * best);
        // NaN stands for divergence.
        assertThat(errors[errors.length - 1]).isNotCloseTo(best, within(best));
    }

    @Test
    void batchesEstimateTheGradientTheBetterTheLargerTheyAre() {
        BatchSizes.Outcome outcome = BatchSizes.outcome();
        double mean = 0;
        for (int row = 0; row < outcome.data().rows(); row++) {
            double x = Points.x(outcome.data(), row);
            double f = sigmoid(-2 * x - 2 * Points.y(outcome.data(), row));
            double derivative = (f - Points.label(outcome.data(), row)) * x;
            assertThat(outcome.singles()[row]).isCloseTo(derivative, within(1e-9));
            mean += derivative / outcome.data().rows();
        }
        assertThat(Shown.lesson(6)).contains("mean " + Figures.signed(mean, 4));
        assertThat(outcome.spread(outcome.data().rows())).isCloseTo(0, within(1e-12));
        assertThat(outcome.spread(4) / outcome.spread(1)).isCloseTo(0.5, within(0.03));
        assertThat(outcome.ways().stream().map(way -> way.path().size() - 1).toList())
                .containsExactly(5, 50, 600);
        // One round of single examples is worth more than one of the whole.
        assertThat(outcome.moons().get(2).getFirst()).isLessThan(outcome.moons().get(0).getFirst());
    }

    /// The error of the 2-2-1 network with these six weights.
    private static double squared(double[] w) {
        double f1 = sigmoid(w[0] * 1 + w[2] * 0.5);
        double f2 = sigmoid(w[1] * 1 + w[3] * 0.5);
        double out = sigmoid(w[4] * f1 + w[5] * f2);
        return (out - 1) * (out - 1);
    }

    @Test
    void backpropagationByHandIsRight() {
        TwoTwoOne outcome = TwoTwoOne.computed();
        double[] w = {
            outcome.weight(0, 0),
            outcome.weight(0, 1),
            outcome.weight(1, 0),
            outcome.weight(1, 1),
            outcome.weight(0),
            outcome.weight(1)
        };
        double f1 = sigmoid(w[0] + w[2] * 0.5);
        double out = sigmoid(w[4] * f1 + w[5] * sigmoid(w[1] + w[3] * 0.5));
        double top = 2 * (out - 1) * out * (1 - out);
        double first = top * w[4] * f1 * (1 - f1);

        assertThat(outcome.look().error()).isCloseTo(squared(w), within(1e-12));
        assertThat(outcome.topDelta()).isCloseTo(top, within(1e-12));
        assertThat(outcome.delta(0)).isCloseTo(first, within(1e-12));
        assertThat(Arrays.stream(outcome.factors()).reduce(1, (a, b) -> a * b))
                .isCloseTo(first, within(1e-12));
        double[] derivatives = outcome.look().derivative("0.dense/weight");
        double[] above = outcome.look().derivative("2.dense/weight");
        for (int i = 0; i < 6; i++) {
            double tried = (squared(moved(w, i, 1e-5)) - squared(moved(w, i, -1e-5))) / 2e-5;
            double derivative = i < 4 ? derivatives[i] : above[i - 4];
            assertThat(derivative).isCloseTo(tried, within(1e-8));
            assertThat(outcome.tried()[i]).isCloseTo(tried, within(1e-8));
            assertThat(Shown.lesson(7)).contains(Figures.signed(derivative, 8));
        }
        assertThat(outcome.after()).isLessThan(squared(w));
    }

    @Test
    void equalNeuronsStayEqualAndZerosStayZero() {
        TwoTwoOne outcome = TwoTwoOne.computed();
        double[] twins = outcome.twins().delta("0.dense");
        double[] trained = Start.values(outcome.trained(), "0.dense/weight");

        assertThat(twins[0]).isNotZero().isEqualTo(twins[1]);
        assertThat(trained[0]).isNotEqualTo(0.5).isEqualTo(trained[1]);
        assertThat(trained[2]).isEqualTo(trained[3]);
        assertThat(outcome.zeros().delta("0.dense")).containsOnly(0.0);
        assertThat(Learning.right(outcome.trained(), Points.exclusiveOr())).isLessThan(4);
        assertThat(Learning.right(outcome.different(), Points.exclusiveOr())).isEqualTo(4);
    }

    @Test
    void deltasVanishLayerByLayerAndSkipsKeepThem() {
        VanishingGradient.Outcome outcome = VanishingGradient.outcome();
        double[] deep = outcome.deep().deltas();
        double[] skips = outcome.skips().deltas();

        assertThat(VanishingGradient.steepest()).isEqualTo(0.25);
        for (int layer = 1; layer < deep.length; layer++) {
            assertThat(deep[layer - 1]).as("layer %d", layer).isLessThan(0.5 * deep[layer]);
        }
        assertThat(deep[0] / deep[deep.length - 1]).isLessThan(1e-4);
        assertThat(skips[0] / skips[skips.length - 1]).isGreaterThan(0.1);
        assertThat(outcome.deep().learning().errors().getLast()).isGreaterThan(0.65);
        assertThat(outcome.skips().right()).isGreaterThan(outcome.deep().right() + 0.2);
        assertThat(outcome.skips().right()).isGreaterThan(0.9);
    }

    @Test
    void neuronsOfReluDieAtLargeRatesAndThoseOfLeakyReluDoNot() {
        DyingRelu.Outcome outcome = DyingRelu.outcome();

        assertThat(outcome.relu().getFirst().deaths()).isZero();
        assertThat(outcome.relu().stream().mapToInt(DyingRelu.Trial::deaths).max().orElse(0))
                .isGreaterThan(10);
        assertThat(outcome.relu()).allSatisfy(trial -> assertThat(trial.largest()).isZero());
        assertThat(outcome.leaky()).allSatisfy(trial -> assertThat(trial.deaths()).isZero());
    }

    @Test
    void digitsAreReadAndTheWrongOnesCounted() {
        Digits.Outcome outcome = Digits.outcome();
        int rows = outcome.split().test().rows();
        int wrong = outcome.wrong().size();

        assertThat(1 - (double) wrong / rows)
                .isGreaterThan(0.95)
                .isCloseTo(Learning.accuracy(outcome.result().test()), within(1e-12));
        assertThat(wrong).isPositive();
        assertThat(Shown.lesson(10))
                .contains((rows - wrong) + " of " + rows + " never seen images");
    }
}
