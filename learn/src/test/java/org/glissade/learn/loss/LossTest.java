package org.glissade.learn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.glissade.learn.Reference;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.DTypeException;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;

class LossTest {
    private static double[] perExample(Loss loss, Array output, Array target) {
        Trace trace = new Trace();
        Tensor x = trace.input("output", output.dtype(), output.shape());
        Tensor t = trace.input("target", target.dtype(), target.shape());
        return Reference.value(loss.perExample(x, t), Map.of("output", output, "target", target))
                .toDoubles();
    }

    private static Array matrix(int columns, double... values) {
        return Array.of(Shape.of(values.length / columns, columns), values);
    }

    @Test
    void squaredAndAbsoluteErrorAreMeansOverEachExample() {
        Array output = matrix(2, 1, 2, 3, 4);
        Array target = matrix(2, 0, 4, 3, 1);
        assertThat(perExample(Loss.meanSquaredError(), output, target)).containsExactly(2.5, 4.5);
        assertThat(perExample(Loss.meanAbsoluteError(), output, target)).containsExactly(1.5, 1.5);
    }

    @Test
    void crossEntropyIsMinusTheLogarithmOfTheRightClass() {
        double[] losses =
                perExample(
                        Loss.crossEntropy(),
                        matrix(3, 1, 2, 3, 1000, 0, -1000),
                        Array.of(Shape.of(2), new int[] {2, 1}));
        assertThat(losses[0]).isCloseTo(Math.log(1 + Math.exp(-1) + Math.exp(-2)), within(1e-12));
        assertThat(losses[1]).isCloseTo(1000, within(1e-9));
    }

    @Test
    void binaryCrossEntropyIsStableAndAgreesWithItsDefinition() {
        double[] logits = {0.3, -2, 800, -800};
        double[] targets = {1, 0.25, 0, 0};
        double[] losses =
                perExample(Loss.binaryCrossEntropy(), matrix(1, logits), matrix(1, targets));
        for (int i = 0; i < 2; i++) {
            double p = 1 / (1 + Math.exp(-logits[i]));
            double expected = -targets[i] * Math.log(p) - (1 - targets[i]) * Math.log(1 - p);
            assertThat(losses[i]).isCloseTo(expected, within(1e-12));
        }
        assertThat(losses[2]).isEqualTo(800);
        assertThat(losses[3]).isZero();
    }

    @Test
    void labelsMustBeIntegers() {
        Trace trace = new Trace();
        Tensor logits = trace.input("x", DType.F32, Shape.of(2, 3));
        Tensor labels = trace.input("t", DType.F32, Shape.of(2));
        assertThatThrownBy(() -> Loss.crossEntropy().mean(logits, labels))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("labels.cast(DType.I32)");
    }

    @Test
    void everyNamedLossIsFoundByItsName() {
        assertThat(Loss.names())
                .hasSize(4)
                .allSatisfy(name -> assertThat(Loss.named(name).orElseThrow()).hasToString(name));
    }
}
