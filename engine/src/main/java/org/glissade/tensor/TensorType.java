package org.glissade.tensor;

/// What is known of a tensor before it has values: the type of its elements and its shape.
public record TensorType(DType dtype, Shape shape) {
    /// The memory that the elements take when stored densely, in bytes.
    public long bytes() {
        return shape.size() * dtype.bytes();
    }

    /// This type with another shape.
    public TensorType with(Shape other) {
        return new TensorType(dtype, other);
    }

    /// This type with another element type.
    public TensorType with(DType other) {
        return new TensorType(other, shape);
    }

    /// `f32[32, 784]`.
    @Override
    public String toString() {
        return dtype + shape.toString();
    }
}
