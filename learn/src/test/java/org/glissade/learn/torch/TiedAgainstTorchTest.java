package org.glissade.learn.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Scope;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.layer.Summary;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;

/// An autoencoder whose decoder has the encoder's weight, transposed.
class TiedAgainstTorchTest {
    private static final int IN = 7;
    private static final int CODE = 3;
    private static final int ROWS = 5;

    private static Tensor code(Scope scope) {
        return scope.shared("code")
                .parameter("weight", Shape.of(IN, CODE), Initializer.glorotUniform());
    }

    private static final Layer AUTOENCODER =
            Sequential.of(
                    (scope, x) -> x.matmul(code(scope)),
                    Activation.TANH,
                    (scope, x) -> x.matmul(code(scope).transpose()));

    @Test
    void aTiedWeightIsOneParameterWithTheGradientOfBothPlaces() {
        Tensor x = new Trace().input("x", DType.F64, Shape.of(ROWS, IN));
        Forward forward = Forward.inference(AUTOENCODER, x);
        assertThat(forward.weights()).containsOnlyKeys("code/weight");
        assertThat(Summary.of(AUTOENCODER, Shape.of(IN)).parameterCount()).isEqualTo(IN * CODE);
        Tensor loss = forward.output().minus(x).square().mean();
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("loss", loss);
        outputs.put(
                "gradient",
                Gradients.orZeros(loss, List.copyOf(forward.weights().values())).getFirst());
        Array weight = random(Shape.of(IN, CODE), 1);
        Array input = random(Shape.of(ROWS, IN), 2);
        try (Executable executable = Device.named("cpu").compile(Graph.of(outputs));
                PointerScope _ = new PointerScope()) {
            executable.set("x", input).set("code/weight", weight).run();
            var w = Torch.variable(weight);
            var data = Torch.tensor(input);
            var error = data.matmul(w).tanh().matmul(w.t()).sub(data);
            var theirs = error.mul(error).mean();
            assertThat(executable.output("loss").getFlat(0))
                    .isCloseTo(Torch.doubles(theirs)[0], offset(1e-14));
            assertThat(executable.output("gradient").toDoubles())
                    .containsExactly(
                            Torch.doubles(Torch.gradients(theirs, w).getFirst()), offset(1e-14));
        }
    }

    private static Array random(Shape shape, long seed) {
        return Array.of(shape, new SplittableRandom(seed).doubles(shape.size(), -1, 1).toArray());
    }
}
