package org.glissade.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.runtime.Array;
import org.glissade.runtime.Debug;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.NonFiniteException;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The engine from trace to run. Lives outside of the engine's packages, as a user's code does, so
/// that source lines point here.
class ExecutableTest {
    @ParameterizedTest
    @ValueSource(strings = {"reference", "cpu"})
    void aTrainingStepUpdatesItsParametersInPlace(String device) {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F64, Shape.of(3, 2));
        Tensor y = trace.input("y", DType.F64, Shape.of(3));
        Tensor w = trace.input("w", DType.F64, Shape.of(2));
        Tensor loss = x.matmul(w).minus(y).square().mean();
        Tensor gradient = loss.gradients(w).getFirst();
        State state = new State();
        state.put("w", Array.of(Shape.of(2), 0.5, -1.0));
        Graph graph =
                Graph.of(
                        List.of(x, y, w),
                        Map.of("loss", loss),
                        Map.of("w", w.minus(gradient.times(0.1))));
        Executable step = Device.named(device).compile(graph, state);
        step.set("x", Array.of(Shape.of(3, 2), 1.0, 2.0, 3.0, 4.0, 5.0, 6.0));
        step.set("y", Array.of(Shape.of(3), 1.0, 2.0, 3.0));
        double[] expected = {0.5, -1};
        double[][] rows = {{1, 2}, {3, 4}, {5, 6}};
        for (int i = 0; i < 5; i++) {
            step.run();
            double[] next = expected.clone();
            double error = 0;
            for (int row = 0; row < 3; row++) {
                double e = rows[row][0] * expected[0] + rows[row][1] * expected[1] - (row + 1);
                error += e * e / 3;
                next[0] -= 0.1 * 2 * e * rows[row][0] / 3;
                next[1] -= 0.1 * 2 * e * rows[row][1] / 3;
            }
            expected = next;
            assertThat(step.output("loss").getFlat(0)).isCloseTo(error, withPercentage(1e-9));
            assertThat(state.get("w").toDoubles()[0]).isCloseTo(expected[0], withPercentage(1e-9));
        }
        assertThat(step.report().stages())
                .extracting("name")
                .contains("simplify", "fuse", "plan memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "cpu"})
    void statesThatSwapTheirValuesDoNotLoseOne(String device) {
        Trace trace = new Trace();
        Tensor a = trace.input("a", DType.F32, Shape.of(3));
        Tensor b = trace.input("b", DType.F32, Shape.of(3));
        Map<String, Tensor> updates = new LinkedHashMap<>();
        updates.put("a", b);
        updates.put("b", a);
        Executable swap =
                Device.named(device).compile(Graph.of(List.of(a, b), Map.of("old", a), updates));
        swap.set("a", Array.of(Shape.of(3), 1f, 2f, 3f))
                .set("b", Array.of(Shape.of(3), 4f, 5f, 6f));
        swap.run();
        assertThat(swap.input("a").toFloats()).containsExactly(4, 5, 6);
        assertThat(swap.input("b").toFloats()).containsExactly(1, 2, 3);
        assertThat(swap.output("old").toFloats()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "cpu"})
    void hessianVectorProductsMatchTheKnownHessian(String device) {
        // f = x²y + y³ has the Hessian [[2y, 2x], [2x, 6y]].
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F64, Shape.scalar());
        Tensor y = trace.input("y", DType.F64, Shape.scalar());
        Tensor f = x.square().times(y).plus(y.power(3));
        Tensor one = trace.constant(DType.F64, 1);
        Tensor two = trace.constant(DType.F64, 2);
        List<Tensor> product = Gradients.hessianVectorProduct(f, List.of(x, y), List.of(one, two));
        Map<String, Array> result =
                Device.named(device)
                        .compile(Graph.of(Map.of("x", product.get(0), "y", product.get(1))))
                        .call(Map.of("x", Array.scalar(3.0), "y", Array.scalar(5.0)));
        assertThat(result.get("x").getFlat(0)).isEqualTo(2 * 5 + 2 * 2 * 3);
        assertThat(result.get("y").getFlat(0)).isEqualTo(2 * 3 + 2 * 6 * 5);
    }

    @Test
    void shapeErrorsNameTheRuleTheOperandsTheLayerTheLineAndTheFix() {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F32, Shape.of(8, 64).labelled("batch", "features"));
        Tensor w = trace.input("w", DType.F32, Shape.of(10, 64));
        assertThatThrownBy(() -> trace.inLayer("head", () -> x.matmul(w)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(
                        "contracted axis 1 of the left operand has size 64, but axis 0 of the right")
                .hasMessageContaining("f32[8 batch, 64 features]")
                .hasMessageContaining("layer    head")
                .hasMessageContaining("ExecutableTest.java:")
                .hasMessageContaining("x.matmul(w.transpose())");
    }

    @Test
    void missingGradientsNameTheInputAndWhatMayBlockThem() {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F32, Shape.of(2));
        Tensor loss = x.stopGradient().sum();
        assertThatThrownBy(() -> loss.gradients(x))
                .hasMessageContaining("does not depend on input \"x\"")
                .hasMessageContaining("stopGradient");
    }

    @Test
    void eagerTracesShowTheirValuesIncludingTheBackwardPass() {
        String text =
                Debug.eager(trace -> {
                    Tensor x = trace.constant(1.0, 2.0);
                    return x + " " + x.square().sum().gradients(x).getFirst();
                });
        assertThat(text).isEqualTo("f64[2] [1.0, 2.0] f64[2] [2.0, 4.0]");
        String matrix = Debug.eager(trace -> trace.constant(1.0, 2.0).expandDims(0).toString());
        assertThat(matrix).isEqualTo("f64[1, 2] [1.0, 2.0]");
    }

    @Test
    void theFirstNonFiniteOperationIsFoundWithItsLayerAndLine() {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F32, Shape.of(3));
        Tensor loss = trace.inLayer("encoder", () -> x.minus(2).log()).times(3).sum();
        Executable run = Device.named("reference").compile(Graph.of(Map.of("loss", loss)));
        run.set("x", Array.of(Shape.of(3), 3f, 2f, 4f));
        run.run();
        assertThat(run.output("loss").getFlat(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        NonFiniteException found = run.findNonFinite();
        assertThat(found)
                .isNotNull()
                .hasMessageContaining("log gave -Infinity at element 1")
                .hasMessageContaining("layer    encoder")
                .hasMessageContaining("ExecutableTest.java:");
        run.set("x", Array.of(Shape.of(3), 3f, 3f, 4f));
        assertThat(run.findNonFinite()).isNull();
    }
}
