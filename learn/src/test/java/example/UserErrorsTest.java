package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.glissade.learn.layer.Dense;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Network;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.layer.Summary;
import org.glissade.learn.loss.Loss;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;

/// Errors as users see them; outside of Glissade's packages, so that source lines are the user's.
class UserErrorsTest {
    @Test
    void aShapeErrorCarriesTheLayerPathAndTheUsersLine() {
        Layer wrong =
                (scope, x) ->
                        x.matmul(
                                scope.trace()
                                        .full(DType.F32, Shape.of(5, 2), 1)); // the user's line
        Tensor x = new Trace().input("features", DType.F32, Shape.of(3, 8));
        assertThatThrownBy(() -> Forward.inference(Sequential.of(new Dense(4), wrong), x))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1.layer")
                .hasMessageContaining("f32[3, 4]")
                .hasMessageContaining("UserErrorsTest.java:26")
                .hasMessageContaining("hint");
    }

    @Test
    void aResidualThatChangesTheShapeSaysHowToMatchIt() {
        assertThatThrownBy(() ->
                        Summary.of(
                                Network.parse("dense(8) residual(dense(16) relu) dense(2)"),
                                Shape.of(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1.residual")
                .hasMessageContaining("UserErrorsTest.java")
                .hasMessageContaining("end the inner layers with dense(8)");
    }

    @Test
    void lossesNeverBroadcast() {
        Trace trace = new Trace();
        Tensor column = trace.input("output", DType.F32, Shape.of(4, 1));
        Tensor vector = trace.input("target", DType.F32, Shape.of(4));
        for (Loss loss :
                new Loss[] {
                    Loss.meanSquaredError(), Loss.meanAbsoluteError(), Loss.binaryCrossEntropy()
                }) {
            assertThatThrownBy(() -> loss.mean(column, vector))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("never broadcast")
                    .hasMessageContaining("target.expandDims(-1)")
                    .hasMessageContaining("UserErrorsTest.java");
        }
        Tensor labels = trace.input("labels", DType.I32, Shape.of(4, 1));
        assertThatThrownBy(() -> Loss.crossEntropy().mean(column, labels))
                .hasMessageContaining("labels.squeeze(1)");
        assertThat(Loss.meanSquaredError().perExample(column, column).shape())
                .isEqualTo(Shape.of(4));
    }
}
