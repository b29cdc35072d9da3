package org.glissade.benchmarks.pytorch;

import java.lang.foreign.MemorySegment;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.glissade.benchmarks.workload.WorkloadFile;

/// Reads sections of a workload's file into memory that PyTorch owns.
final class Tensors {
    private Tensors() {}

    static Tensor floats(WorkloadFile file, String section, long... shape) {
        return read(file, section, torch.ScalarType.Float, shape);
    }

    /// Integers as the I64 that PyTorch takes for labels and indices.
    static Tensor longs(WorkloadFile file, String section, long... shape) {
        try (Tensor values = read(file, section, torch.ScalarType.Int, shape)) {
            return values.to(torch.ScalarType.Long);
        }
    }

    static Tensor zerosLike(Tensor tensor) {
        return torch.zeros_like(tensor.detach());
    }

    static Tensor scalar(float value) {
        return torch.full(new long[0], new Scalar(value));
    }

    private static Tensor read(
            WorkloadFile file, String section, torch.ScalarType type, long... shape) {
        try (TensorOptions options = new TensorOptions(type)) {
            Tensor tensor = torch.empty(shape, options, null);
            MemorySegment memory =
                    MemorySegment.ofAddress(tensor.data_ptr().address())
                            .reinterpret(tensor.nbytes());
            file.read(section, memory.asByteBuffer());
            return tensor;
        }
    }
}
