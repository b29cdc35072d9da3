package org.glissade.tensor;

import java.util.Locale;

/// The type of a tensor's elements.
public enum DType {
    /// 32-bit IEEE 754 floating point, the default for training.
    F32(4),
    /// 64-bit IEEE 754 floating point, for proofs and least squares.
    F64(8),
    /// 32-bit two's complement integer: class labels, indices.
    I32(4),
    /// 64-bit two's complement integer: counters, seeds.
    I64(8),
    /// A truth value, one byte: 0 or 1.
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /// The size of one element in bytes.
    public int bytes() {
        return bytes;
    }

    /// Whether values are floating point; only these carry gradients.
    public boolean isFloating() {
        return this == F32 || this == F64;
    }

    /// Whether values are integers.
    public boolean isInteger() {
        return this == I32 || this == I64;
    }

    /// Whether arithmetic is defined, true for all but [#BOOL].
    public boolean isNumeric() {
        return this != BOOL;
    }

    /// The name used in messages and graph texts: `f32`, `i64`, `bool`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
