package org.glissade.learn.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Twenty steps of each rule on ½·Σ aᵢ(wᵢ − bᵢ)², against loops written out in double precision.
class OptimizerTest {
    private static final double[] A = {1, 10, 0.1, 3};
    private static final double[] B = {1, -2, 3, 0.5};
    private static final double[] START = {0.3, -0.7, 5, 2};

    /// The plain form of a rule: changes w in place for gradient g at step t (from 1) with two
    /// memories.
    @FunctionalInterface
    interface Rule {
        void step(double[] w, double[] g, int t, double[] m, double[] v);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(
                        new Sgd(0.05), (Rule) (w, g, t, m, v) -> each(w, i -> w[i] - 0.05 * g[i])),
                Arguments.of(
                        new Sgd(0.02, 0.9),
                        (Rule)
                                (w, g, t, m, v) -> {
                                    each(m, i -> 0.9 * m[i] + g[i]);
                                    each(w, i -> w[i] - 0.02 * m[i]);
                                }),
                Arguments.of(
                        new Sgd(0.02, 0.9, true, 0.1),
                        (Rule)
                                (w, g, t, m, v) -> {
                                    each(g, i -> g[i] + 0.1 * w[i]);
                                    each(m, i -> 0.9 * m[i] + g[i]);
                                    each(w, i -> w[i] - 0.02 * (g[i] + 0.9 * m[i]));
                                }),
                Arguments.of(new Adam(0.1), adam(0.1, 0, 0)),
                Arguments.of(
                        new Adam(0.1, 0.8, 0.99, 1e-3, 0.2),
                        (Rule)
                                (w, g, t, m, v) -> {
                                    each(g, i -> g[i] + 0.2 * w[i]);
                                    each(m, i -> 0.8 * m[i] + (1 - 0.8) * g[i]);
                                    each(v, i -> 0.99 * v[i] + (1 - 0.99) * g[i] * g[i]);
                                    each(
                                            w,
                                            i ->
                                                    w[i]
                                                            - 0.1
                                                                    * (m[i]
                                                                            / (1
                                                                                    - Math.pow(
                                                                                            0.8,
                                                                                            t)))
                                                                    / (Math.sqrt(
                                                                                    v[i]
                                                                                            / (1
                                                                                                    - Math
                                                                                                            .pow(
                                                                                                                    0.99,
                                                                                                                    t)))
                                                                            + 1e-3));
                                }),
                Arguments.of(new AdamW(0.1), adam(0.1, 0.01, 0)),
                Arguments.of(new Adam(0.1).clippedByGlobalNorm(1.5), adam(0.1, 0, 1.5)));
    }

    private static Rule adam(double rate, double decay, double clip) {
        return (w, g, t, m, v) -> {
            double norm = Math.sqrt(Arrays.stream(g).map(x -> x * x).sum());
            if (clip > 0 && norm > clip) {
                each(g, i -> g[i] * clip / norm);
            }
            each(w, i -> w[i] * (1 - rate * decay));
            each(m, i -> 0.9 * m[i] + 0.1 * g[i]);
            each(v, i -> 0.999 * v[i] + 0.001 * g[i] * g[i]);
            each(
                    w,
                    i ->
                            w[i]
                                    - rate
                                            * (m[i] / (1 - Math.pow(0.9, t)))
                                            / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8));
        };
    }

    private static void each(double[] target, IntToDoubleFunction value) {
        for (int i = 0; i < target.length; i++) {
            target[i] = value.applyAsDouble(i);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void twentyStepsFollowTheRule(Optimizer optimizer, Rule rule) {
        double[] w = START.clone();
        double[] m = new double[4];
        double[] v = new double[4];
        State state = new State();
        Executable step = compile(optimizer, DType.F64, state);
        State single = new State();
        Executable singleStep = compile(optimizer, DType.F32, single);
        for (int t = 1; t <= 20; t++) {
            double[] g = new double[4];
            each(g, i -> A[i] * (w[i] - B[i]));
            rule.step(w, g, t, m, v);
            step.run();
            singleStep.run();
            assertThat(parameter(state))
                    .as("step %d", t)
                    .usingComparatorWithPrecision(1e-12)
                    .containsExactly(w);
            assertThat(parameter(single))
                    .as("step %d", t)
                    .usingComparatorWithPrecision(1e-4)
                    .containsExactly(w);
        }
        assertThat(state.get(Slots.STEP).getLong(0)).isEqualTo(20);
    }

    /// The parameter is held in two pieces, so that rules on all gradients together have something
    /// to join.
    private static double[] parameter(State state) {
        return Stream.of("first", "second")
                .flatMapToDouble(name -> Arrays.stream(state.get(name).toDoubles()))
                .toArray();
    }

    private static Executable compile(Optimizer optimizer, DType dtype, State state) {
        Trace trace = new Trace();
        Tensor first = trace.input("first", dtype, Shape.of(1));
        Tensor second = trace.input("second", dtype, Shape.of(3));
        Tensor w = Tensor.concat(0, first, second);
        Tensor distance = w.minus(trace.constant(B).cast(dtype));
        Tensor loss = distance.square().times(trace.constant(A).cast(dtype)).sum().times(0.5);
        Slots.Step step =
                Slots.step(
                        optimizer,
                        new TreeMap<>(Map.of("first", first, "second", second)),
                        loss.gradients(first, second));
        state.put("first", Array.of(Shape.of(1), START[0]).cast(dtype));
        state.put("second", Array.of(Shape.of(3), START[1], START[2], START[3]).cast(dtype));
        state.put(Slots.STEP, Array.scalar(0L));
        state.put(Slots.LEARNING_RATE, Array.scalar(optimizer.learningRate()));
        step.memory().forEach((name, slot) -> state.put(name, Array.zeros(slot.type())));
        return Device.named("reference")
                .compile(Graph.of(List.of(), Map.of("loss", loss), step.updates()), state);
    }

    @Test
    void theLearningRateIsARunTimeValue() {
        State state = new State();
        Executable step = compile(new Sgd(0.1), DType.F64, state);
        state.get(Slots.LEARNING_RATE).setFlat(0, 0);
        step.run();
        assertThat(parameter(state)).containsExactly(START);
        state.get(Slots.LEARNING_RATE).setFlat(0, 0.5);
        step.run();
        assertThat(parameter(state)[0]).isCloseTo(0.3 - 0.5 * (0.3 - 1), within(1e-15));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Sgd(-0.1)).hasMessageContaining("learning rate is at least 0");
        assertThatThrownBy(() -> new Sgd(Double.NaN)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> new Sgd(0.1, 1))
                .hasMessageContaining("momentum is at least 0.0 and below 1.0");
        assertThatThrownBy(() -> new Sgd(0.1, 0, true, 0)).hasMessageContaining("Nesterov");
        assertThatThrownBy(() -> new Adam(0.1, 0.9, 1, 1e-8, 0)).hasMessageContaining("beta 2");
        assertThatThrownBy(() -> new Sgd(1).clippedByGlobalNorm(0)).hasMessageContaining("above 0");
    }
}
