package org.glissade.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Random integers uniform in [0, 2^bits), a pure function of the key, the counter (the only input,
/// an I64 scalar) and the element's row-major position; I32 with at most 31 bits or I64 with at
/// most 63.
///
/// There may be several counters: an I64 tensor whose shape is the beginning of the result's. Each
/// then draws the part of the result at its place, with the same numbers as on its own.
///
/// The bits of element i are the top `bits` bits of `mix(mix(key + counter · φ) + (i + 1) · φ)`,
/// where mix is the finaliser of SplitMix64 and φ its odd constant 0x9E3779B97F4A7C15 (Steele, Lea,
/// Flood 2014, figure 17). The key belongs to the operation, so that two draws are never merged; a
/// new counter gives new numbers.
///
/// @param key the stream: different for every draw of a graph
/// @param bits how many bits each number has
/// @param type I32 or I64 and the shape
public record RandomBits(long key, int bits, TensorType type) implements Op {
    private static final long PHI = 0x9E3779B97F4A7C15L;

    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        new Rule("random", inputs, origin)
                .count(1)
                .requireType(
                        inputs.getFirst().dtype() == DType.I64
                                && startsWith(inputs.getFirst().shape()),
                        "the counter is an i64 scalar, or counters for the leading axes of "
                                + type.shape(),
                        "pass a counter made by input(name, DType.I64, Shape.scalar())")
                .requireType(
                        (type.dtype() == DType.I32 && bits <= 31)
                                || (type.dtype() == DType.I64 && bits <= 63),
                        "draws i32 of at most 31 bits or i64 of at most 63",
                        "cast the result to another type");
        return type;
    }

    private boolean startsWith(Shape counters) {
        return counters.rank() <= type.shape().rank()
                && type.shape().slice(0, counters.rank()).equals(counters);
    }

    /// The number at a row-major position for a counter.
    public long draw(long counter, long position) {
        return draw(stream(counter), position, bits);
    }

    /// The state that all positions of one draw share.
    public long stream(long counter) {
        return mix(key + counter * PHI);
    }

    /// The number at a position of the given stream.
    public static long draw(long stream, long position, int bits) {
        return mix(stream + (position + 1) * PHI) >>> (64 - bits);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        return List.of((Tensor) null);
    }

    @Override
    public String text() {
        return "random key " + Long.toHexString(key) + " bits " + bits;
    }
}
