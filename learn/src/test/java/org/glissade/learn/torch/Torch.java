package org.glissade.learn.torch;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;

/// Arrays to PyTorch and back.
public final class Torch {
    private Torch() {}

    /// An array as a tensor of its own: F64, F32, or integers as I64.
    public static Tensor tensor(Array array) {
        long[] dims = Arrays.stream(array.shape().dims()).asLongStream().toArray();
        Tensor flat =
                array.dtype().isFloating()
                        ? Tensor.create(array.toDoubles())
                        : Tensor.create(array.toLongs());
        return (array.dtype() == DType.F32 ? flat.to(torch.ScalarType.Float) : flat).reshape(dims);
    }

    /// An array as a tensor towards which gradients are taken.
    public static Tensor variable(Array array) {
        return tensor(array).set_requires_grad(true);
    }

    /// A tensor's values in row-major order.
    public static double[] doubles(Tensor tensor) {
        double[] result = new double[Math.toIntExact(tensor.numel())];
        // A gradient that is 0 everywhere may come without memory.
        if (result.length > 0 && !tensor._is_zerotensor()) {
            Tensor flat = tensor.detach().to(torch.ScalarType.Double).contiguous().reshape(-1L);
            DoubleBuffer buffer = flat.createBuffer();
            buffer.get(result);
        }
        return result;
    }

    /// A tensor's values in row-major order, as one axis.
    public static Array array(Tensor tensor) {
        double[] values = doubles(tensor);
        return Array.of(Shape.of(values.length), values);
    }

    /// The gradients of a scalar towards each tensor; zeros where it does not depend on one.
    public static List<Tensor> gradients(Tensor scalar, Tensor... towards) {
        if (!scalar.requires_grad()) {
            return Arrays.stream(towards).map(torch::zeros_like).toList();
        }
        TensorVector found =
                torch.grad(
                        new TensorVector(scalar),
                        new TensorVector(towards),
                        new TensorVector(),
                        new BoolOptional(true),
                        true,
                        true);
        List<Tensor> result = new ArrayList<>();
        for (int i = 0; i < towards.length; i++) {
            Tensor gradient = found.get(i);
            result.add(gradient.defined() ? gradient : torch.zeros_like(towards[i]));
        }
        return result;
    }
}
