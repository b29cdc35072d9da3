package org.glissade.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.GradientContext;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.jspecify.annotations.Nullable;

/// An operation of one's own with a derivative of one's own: Huber's function (Huber 1964), which
/// is x²/2 near 0 and a straight line of slope ±1 further out. Its derivative is x clipped to [-1,
/// 1]; without that rule, the body would be differentiated just as well.
public final class Huber {
    private Huber() {}

    /// The function of every element.
    public static Tensor huber(Tensor x) {
        return Tensor.call("huber", arguments -> body(arguments.getFirst()), Huber::derivative, x);
    }

    private static Tensor body(Tensor x) {
        Tensor size = x.abs();
        return Tensor.select(size.lessOrEqualTo(1), x.square().times(0.5), size.minus(0.5));
    }

    private static List<@Nullable Tensor> derivative(GradientContext context) {
        return Arrays.asList(context.gradient().times(context.input(0).clip(-1, 1)));
    }

    /// Prints a graph with the operation, and values and slopes at some points.
    public static void main(String[] arguments) {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F64, Shape.of(5));
        Tensor y = huber(x);
        Tensor slope = y.sum().gradients(x).getFirst();
        Graph graph = Graph.of(Map.of("value", y, "slope", slope));

        System.out.println(graph);
        try (Executable executable = Device.best().compile(graph)) {
            Array points = Array.of(Shape.of(5), -3.0, -0.5, 0.0, 0.5, 3.0);
            executable
                    .call(Map.of("x", points))
                    .forEach((name, value) -> System.out.println(name + " " + value));
        }
    }
}
