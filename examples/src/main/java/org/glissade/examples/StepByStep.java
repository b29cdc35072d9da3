package org.glissade.examples;

import java.util.List;
import java.util.Map;
import org.glissade.runtime.Array;
import org.glissade.runtime.Debug;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// Stepping through forward and backward pass with the numbers in view. Set a breakpoint inside the
/// block: every tensor shows its values.
public final class StepByStep {
    private StepByStep() {}

    /// Prints what a debugger would show.
    public static void main(String[] arguments) {
        Map<String, Array> inputs =
                Map.of(
                        "x", Array.of(Shape.of(1, 2), 1.0f, -2.0f),
                        "w", Array.of(Shape.of(2, 1), 0.5f, 0.25f));
        Debug.eager(
                inputs,
                trace -> {
                    Tensor x = trace.input("x", DType.F32, Shape.of(1, 2));
                    Tensor w = trace.input("w", DType.F32, Shape.of(2, 1));
                    Tensor sum = x.matmul(w);
                    System.out.println("sum       " + sum);
                    Tensor output = sum.sigmoid();
                    System.out.println("output    " + output);
                    Tensor loss = output.minus(1).square().sum();
                    System.out.println("loss      " + loss);
                    List<Tensor> gradients = loss.gradients(w);
                    System.out.println("gradient  " + gradients.getFirst());
                    return loss;
                });
    }
}
