package org.glissade.learn.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;

/// Transforms around plain descent, against their papers' formulas with 50 digits.
class TransformsTest {
    private static final double RATE = 0.03;
    private static final int STEPS = 23;

    /// Both parameters, exactly.
    private record Weights(Map<String, Exact> values) {
        static Weights start() {
            Map<String, Exact> start = new LinkedHashMap<>();
            Bowl.PATHS.forEach(path -> start.put(path, Exact.of(Bowl.get(Bowl.START, path))));
            return new Weights(start);
        }

        Exact of(String path) {
            return Bowl.get(values, path);
        }

        Weights each(java.util.function.BiFunction<String, Exact, Exact> change) {
            Map<String, Exact> changed = new LinkedHashMap<>();
            values.forEach((path, value) -> changed.put(path, change.apply(path, value)));
            return new Weights(changed);
        }

        Weights gradient() {
            return each(Bowl::gradient);
        }

        Weights minus(Weights other, double factor) {
            return each((path, value) -> value.minus(other.of(path).times(factor)));
        }

        Exact norm() {
            return of("matrix").square().sum().plus(of("vector").square().sum()).sqrt();
        }
    }

    private static void equal(Bowl bowl, Weights weights, String when) {
        weights.values()
                .forEach((path, value) ->
                        assertThat(bowl.values(path))
                                .as("%s %s", path, when)
                                .usingComparatorWithPrecision(1e-12)
                                .containsExactly(value.numbers()));
    }

    private static void equalAverage(Bowl bowl, Weights weights, String when) {
        weights.values()
                .forEach((path, value) ->
                        assertThat(bowl.evaluated(path))
                                .as("average of %s %s", path, when)
                                .usingComparatorWithPrecision(1e-12)
                                .containsExactly(value.numbers()));
    }

    /// Descent by gradients that are changed first.
    private static void check(Optimizer optimizer, UnaryOperator<Weights> gradientAt) {
        Bowl bowl = Bowl.of(optimizer);
        Weights weights = Weights.start();
        for (int t = 1; t <= STEPS; t++) {
            bowl.step();
            weights = weights.minus(gradientAt.apply(weights), RATE);
            equal(bowl, weights, "in step " + t);
        }
    }

    private static Exact clip(Exact gradient, Exact norm, double maximum) {
        return norm.number() > maximum ? gradient.times(maximum).over(norm) : gradient;
    }

    @Test
    void gradientsAreClipped() {
        check(
                new Sgd(RATE).clippedByValue(0.75),
                w -> w.gradient().each((path, g) -> g.min(0.75).max(-0.75)));
        check(
                new Sgd(RATE).clippedByNorm(1.5),
                w -> w.gradient().each((path, g) -> clip(g, g.norm(), 1.5)));
        check(
                new Sgd(RATE).clippedByGlobalNorm(1.5),
                w -> {
                    Weights g = w.gradient();
                    return g.each((path, each) -> clip(each, g.norm(), 1.5));
                });
    }

    @Test
    void penaltiesAddTheirGradient() {
        check(
                new WeightPenalty(0.125, 0.25, new Sgd(RATE)),
                w ->
                        w.gradient()
                                .each((path, g) ->
                                        g.plus(w.of(path).times(0.25))
                                                .plus(w.of(path).sign().times(0.125))));
    }

    @Test
    void penaltiesCanBeAskedForAtTheRule() {
        assertThat(new Sgd(RATE).penalised(0.125, 0.25).withMaxNorm(3))
                .isEqualTo(new MaxNorm(3, new WeightPenalty(0.125, 0.25, new Sgd(RATE))));
    }

    @Test
    void weightsOfAnOutputStayWithinABallAfterEveryStep() {
        double maximum = 1.25;
        Bowl bowl = Bowl.of(new Sgd(RATE).withMaxNorm(maximum));
        Weights weights = Weights.start();
        int bound = 0;
        for (int t = 1; t <= STEPS; t++) {
            bowl.step();
            weights =
                    weights.minus(weights.gradient(), RATE)
                            .each((path, w) -> path.equals("vector") ? w : bounded(w, maximum));
            equal(bowl, weights, "in step " + t);
            double[] w = bowl.values("matrix");
            for (int output = 0; output < 2; output++) {
                double norm = Math.hypot(Math.hypot(w[output], w[output + 2]), w[output + 4]);
                assertThat(norm).isLessThanOrEqualTo(maximum * (1 + 1e-15));
                bound += norm > maximum * (1 - 1e-12) ? 1 : 0;
            }
        }
        assertThat(bound).as("outputs on the border").isBetween(1, 2 * STEPS);
        assertThat(bowl.values("vector"))
                .as("vectors are free")
                .containsExactly(run(new Sgd(RATE)).values("vector"));
        // Weights inside keep their bits.
        assertThat(run(new Sgd(RATE).withMaxNorm(100)).values("matrix"))
                .containsExactly(run(new Sgd(RATE)).values("matrix"));
    }

    private static Bowl run(Optimizer rule) {
        Bowl bowl = Bowl.of(rule);
        for (int t = 1; t <= STEPS; t++) {
            bowl.step();
        }
        return bowl;
    }

    /// The columns of a matrix [3, 2], each with a norm of at most `maximum`.
    private static Exact bounded(Exact matrix, double maximum) {
        Exact one = Exact.of(1, 0, 1, 0, 1, 0);
        Exact other = Exact.of(0, 1, 0, 1, 0, 1);
        Exact first = matrix.times(one);
        Exact second = matrix.times(other);
        return clip(first, first.norm(), maximum).plus(clip(second, second.norm(), maximum));
    }

    @Test
    void decoupledDecayShrinksBesideTheRule() {
        check(
                new DecoupledDecay(0.5, new Sgd(RATE)),
                w -> w.gradient().each((path, g) -> g.plus(w.of(path).times(0.5))));
    }

    @Test
    void centralizedGradientsHaveNoMeanOverInputs() {
        check(
                new Centralize(new Sgd(RATE)),
                w ->
                        w.gradient()
                                .each((path, g) -> {
                                    if (path.equals("vector")) {
                                        return g;
                                    }
                                    Exact sums = Exact.of(1, 1, 1).matrixTimes(3, g, 2);
                                    Exact means =
                                            Exact.of(1, 1, 1)
                                                    .matrixTimes(1, sums.over(Exact.of(3)), 2);
                                    return g.minus(means);
                                }));
    }

    @Test
    void sharpnessAwareGradientsAreThoseUphill() {
        check(
                new SharpnessAware(0.5, new Sgd(RATE)),
                w -> {
                    Weights g = w.gradient();
                    Exact scale = Exact.of(0.5).over(g.norm().plus(1e-12));
                    return w.each((path, value) -> value.plus(g.of(path).times(scale))).gradient();
                });
    }

    @Test
    void transformsChainFromTheOutside() {
        check(
                new ClipByValue(1, new WeightPenalty(0, 0.5, new Sgd(RATE))),
                w -> w.gradient().each((path, g) -> g.min(1).max(-1).plus(w.of(path).times(0.5))));
    }

    @Test
    void accumulatedGradientsMoveOnceInSoManySteps() {
        Bowl bowl = Bowl.of(new Adam(RATE).accumulated(3));
        Bowl plain = Bowl.of(new Adam(RATE));
        for (int t = 1; t <= 21; t++) {
            bowl.step();
            if (t % 3 == 0) {
                plain.step();
            }
            // Weights rest between the moves, so all three gradients of a round are the same.
            for (String path : Bowl.PATHS) {
                assertThat(bowl.values(path))
                        .as("%s in step %d", path, t)
                        .usingComparatorWithPrecision(1e-13)
                        .containsExactly(plain.values(path));
                assertThat(bowl.values("@second-moment/" + path))
                        .usingComparatorWithPrecision(1e-13)
                        .containsExactly(plain.values("@second-moment/" + path));
            }
        }
        assertThat(plain.values("vector")).isNotEqualTo(Bowl.START.get("vector"));
    }

    @Test
    void theMovingAverageFollowsTheWeights() {
        Bowl bowl = Bowl.of(new MovingAverage(0.75, new Sgd(RATE)));
        Weights weights = Weights.start();
        Weights average = weights;
        for (int t = 1; t <= STEPS; t++) {
            bowl.step();
            Weights now = weights.minus(weights.gradient(), RATE);
            Weights before = average;
            average =
                    t == 1
                            ? now
                            : now.each((path, value) ->
                                    before.of(path).times(0.75).plus(value.times(0.25)));
            weights = now;
            equal(bowl, weights, "in step " + t);
            equalAverage(bowl, average, "in step " + t);
        }
    }

    @Test
    void theStochasticWeightAverageIsTheMeanOfTheWeightsThatCount() {
        Bowl bowl = Bowl.of(new StochasticWeightAverage(5, 4, new Sgd(RATE)));
        Weights weights = Weights.start();
        Weights sum = null;
        int count = 0;
        for (int t = 1; t <= STEPS; t++) {
            bowl.step();
            weights = weights.minus(weights.gradient(), RATE);
            if (t >= 5 && (t - 5) % 4 == 0) {
                Weights before = sum;
                sum =
                        before == null
                                ? weights
                                : weights.each((path, value) -> value.plus(before.of(path)));
                count++;
            }
            equal(bowl, weights, "in step " + t);
            double number = count;
            equalAverage(
                    bowl,
                    sum == null ? weights : sum.each((path, value) -> value.over(Exact.of(number))),
                    "in step " + t);
        }
        assertThat(count).isEqualTo(5);
    }

    @Test
    void lookaheadReturnsPartOfTheWay() {
        Bowl bowl = Bowl.of(new Lookahead(4, 0.25, new Sgd(RATE)));
        Weights fast = Weights.start();
        Weights slow = fast;
        for (int t = 1; t <= STEPS; t++) {
            bowl.step();
            fast = fast.minus(fast.gradient(), RATE);
            if (t % 4 == 0) {
                Weights ahead = fast;
                slow =
                        slow.each((path, value) ->
                                value.plus(ahead.of(path).minus(value).times(0.25)));
                fast = slow;
            }
            equal(bowl, fast, "in step " + t);
        }
    }

    @Test
    void groupsFollowTheirOwnRules() {
        Optimizer groups =
                new Sgd(RATE)
                        .with("vect*", new Sgd(RATE / 3, 0, false, 0.5))
                        .clippedByGlobalNorm(2);
        check(
                groups,
                w -> {
                    Weights g = w.gradient();
                    return g.each((path, each) -> {
                        Exact clipped = clip(each, g.norm(), 2);
                        return path.equals("vector")
                                ? clipped.plus(w.of(path).times(0.5)).over(Exact.of(3))
                                : clipped;
                    });
                });
        Bowl frozen = Bowl.of(new NAdam(RATE).frozen("matr?x"));
        frozen.step();
        assertThat(frozen.values("matrix")).containsExactly(Bowl.get(Bowl.START, "matrix"));
        assertThat(frozen.values("vector")).isNotEqualTo(Bowl.get(Bowl.START, "vector"));
        // Two rules with shared memory of their own.
        Bowl two = Bowl.of(new NAdam(RATE).with("vector", new NAdam(RATE, 0.5, 0.9, 1e-8, 0, 0)));
        Bowl one = Bowl.of(new NAdam(RATE));
        for (int t = 0; t < 5; t++) {
            two.step();
            one.step();
        }
        assertThat(two.values("matrix")).containsExactly(one.values("matrix"));
        assertThat(two.values("vector")).isNotEqualTo(one.values("vector"));
    }

    @Test
    void noiseHasTheVarianceOfItsSchedule() {
        int size = 20_000;
        for (int taken : new int[] {0, 99}) {
            Trace trace = new Trace();
            Tensor w = trace.input("w", DType.F64, Shape.of(size));
            Slots.Step step =
                    Slots.step(
                            new GradientNoise(0.3, 0.55, new Sgd(1)),
                            Map.of("w", w),
                            List.of(w.zerosLike()));
            var state = new org.glissade.runtime.State();
            state.put("w", Array.zeros(DType.F64, Shape.of(size)));
            state.put(Slots.STEP, Array.scalar((long) taken));
            state.put(Slots.RANDOM, Array.scalar(5L));
            state.put(Slots.LEARNING_RATE, Array.scalar(1.0));
            org.glissade.runtime.Device.named("cpu")
                    .compile(
                            org.glissade.tensor.Graph.of(List.of(), Map.of(), step.updates()),
                            state)
                    .run();
            double variance = 0;
            double mean = 0;
            for (double value : state.get("w").toDoubles()) {
                variance += value * value / size;
                mean += value / size;
            }
            double expected = 0.3 / Math.pow(1 + taken, 0.55);
            assertThat(mean).isCloseTo(0, within(5 * Math.sqrt(expected / size)));
            assertThat(variance / expected).isCloseTo(1, within(0.05));
        }
    }

    @Test
    void misuseIsRefused() {
        assertThatThrownBy(() -> Bowl.of(new Sgd(0.1).frozen("**/weight")))
                .hasMessageContaining(
                        "no parameter fits the pattern \"**/weight\"; there are [matrix, vector]");
        assertThatThrownBy(
                        () -> Bowl.of(new MovingAverage(0.9, new MovingAverage(0.5, new Sgd(0.1)))))
                .hasMessageContaining("two values in one step");
        assertThatThrownBy(() -> new Sgd(0).with("a", new Sgd(1))).hasMessageContaining("above 0");
        Trace trace = new Trace();
        Tensor w = trace.input("w", DType.F64, Shape.of(1));
        assertThatThrownBy(() ->
                        Slots.step(new SharpnessAware(0.1, new Sgd(1)), Map.of("w", w), List.of(w)))
                .hasMessageContaining("Slots.step(optimizer, parameters, loss)");
    }
}
