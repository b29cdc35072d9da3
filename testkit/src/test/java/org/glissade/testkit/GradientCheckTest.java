package org.glissade.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.Call;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientCheckTest {
    private static final Array POINT = Array.of(Shape.of(2, 2), 0.3, -0.8, 1.2, 0.6);

    private static final Call.Derivative TWICE_TOO_LARGE_AT_THE_LAST =
            context -> {
                Tensor g = context.gradient().times(context.input(0)).times(2);
                Tensor x = context.input(0);
                return List.of(Tensor.select(x.equalTo(0.6), g.times(2), g));
            };

    @ParameterizedTest
    @MethodSource("org.glissade.testkit.Devices#names")
    void aRightGradientPassesToSecondOrder(String device) {
        GradientReport report =
                GradientCheck.of(in -> in.getFirst().sin().matmul(in.getFirst().exp()))
                        .on(Device.named(device))
                        .check(POINT);
        assertThat(report.comparisons()).isEqualTo(8);
        assertThat(report.maxError()).isLessThan(1e-9);
    }

    @Test
    void aWrongGradientIsNamedWithElementAndBothValues() {
        GradientCheck check =
                GradientCheck.of(in ->
                        Tensor.call(
                                "square",
                                x -> x.getFirst().square(),
                                TWICE_TOO_LARGE_AT_THE_LAST,
                                in.getFirst()));
        assertThatThrownBy(() -> check.check(POINT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("order 1, input 0 at [1, 1]: analytic")
                .hasMessageContaining("seed 1");
    }

    @Test
    void aRightGradientWithAWrongDerivativeFailsAtSecondOrderOnly() {
        // Its gradient is right in value, but built of a value that no gradient flows through.
        GradientCheck check =
                GradientCheck.of(in ->
                        Tensor.call(
                                "square",
                                x -> x.getFirst().square(),
                                context ->
                                        List.of(
                                                context.gradient()
                                                        .times(context.input(0).stopGradient())
                                                        .times(2)),
                                in.getFirst()));
        assertThat(check.firstOrderOnly().check(POINT).maxError()).isLessThan(1e-9);
        assertThatThrownBy(() -> check.check(POINT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("order 2");
    }

    @Test
    void largeInputsAreCheckedInRandomDirections() {
        Array large = Array.zeros(DType.F64, Shape.of(40, 50));
        for (int i = 0; i < large.size(); i++) {
            large.setFlat(i, Math.sin(i));
        }
        GradientCheck right = GradientCheck.of(in -> in.getFirst().tanh().sum(0));
        assertThat(right.check(large).comparisons()).isEqualTo(4 + 2000);
        GradientCheck wrong =
                GradientCheck.of(in -> in.getFirst().times(in.getFirst().stopGradient()));
        assertThatThrownBy(() -> wrong.check(large)).hasMessageContaining("in direction");
    }

    @Test
    void indicesAreNotDifferentiated() {
        GradientReport report =
                GradientCheck.of(in -> in.get(0).gather(0, in.get(1)).square())
                        .check(POINT, Array.of(Shape.of(3), 1, 1, 0));
        assertThat(report.comparisons()).isEqualTo(8);
    }

    @Test
    void aResultThatIsNotFloatingPointIsRefused() {
        assertThatThrownBy(() -> GradientCheck.of(in -> in.getFirst().greaterThan(0)).check(POINT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bool");
    }
}
