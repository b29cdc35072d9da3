package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import org.glissade.tensor.DType;

/// Changes of element type, by the rules of [org.glissade.tensor.Cast].
final class ScalarCasts {
    private ScalarCasts() {}

    static void cast(
            DType from,
            DType to,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        if (from == to) {
            MemorySegment.copy(a, aOffset, dst, dstOffset, (long) count * to.bytes());
            return;
        }
        switch (to) {
            case F32 -> toF32(from, dst, dstOffset, a, aOffset, count);
            case F64 -> toF64(from, dst, dstOffset, a, aOffset, count);
            case I32 -> toI32(from, dst, dstOffset, a, aOffset, count);
            case I64 -> toI64(from, dst, dstOffset, a, aOffset, count);
            case BOOL -> toBool(from, dst, dstOffset, a, aOffset, count);
        }
    }

    private static void toF32(
            DType from,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        long bytes = from.bytes();
        for (int i = 0; i < count; i++) {
            long at = aOffset + bytes * i;
            float value =
                    switch (from) {
                        case F32 -> Memory.f32(a, at);
                        case F64 -> (float) Memory.f64(a, at);
                        // Not by way of double, which would round twice.
                        case I32, I64, BOOL -> ScalarIntegers.get(from, a, at);
                    };
            Memory.f32(dst, dstOffset + 4L * i, value);
        }
    }

    private static void toF64(
            DType from,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        long bytes = from.bytes();
        for (int i = 0; i < count; i++) {
            long at = aOffset + bytes * i;
            double value =
                    switch (from) {
                        case F32 -> Memory.f32(a, at);
                        case F64 -> Memory.f64(a, at);
                        case I32, I64, BOOL -> ScalarIntegers.get(from, a, at);
                    };
            Memory.f64(dst, dstOffset + 8L * i, value);
        }
    }

    private static void toI32(
            DType from,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        long bytes = from.bytes();
        for (int i = 0; i < count; i++) {
            long at = aOffset + bytes * i;
            int value =
                    switch (from) {
                        case F32 -> (int) Memory.f32(a, at);
                        case F64 -> (int) Memory.f64(a, at);
                        case I32, I64, BOOL -> (int) ScalarIntegers.get(from, a, at);
                    };
            Memory.i32(dst, dstOffset + 4L * i, value);
        }
    }

    private static void toI64(
            DType from,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        long bytes = from.bytes();
        for (int i = 0; i < count; i++) {
            long at = aOffset + bytes * i;
            long value =
                    switch (from) {
                        case F32 -> (long) Memory.f32(a, at);
                        case F64 -> (long) Memory.f64(a, at);
                        case I32, I64, BOOL -> ScalarIntegers.get(from, a, at);
                    };
            Memory.i64(dst, dstOffset + 8L * i, value);
        }
    }

    private static void toBool(
            DType from,
            MemorySegment dst,
            long dstOffset,
            MemorySegment a,
            long aOffset,
            int count) {
        long bytes = from.bytes();
        for (int i = 0; i < count; i++) {
            long at = aOffset + bytes * i;
            boolean value =
                    switch (from) {
                        case F32 -> Memory.f32(a, at) != 0;
                        case F64 -> Memory.f64(a, at) != 0;
                        case I32, I64, BOOL -> ScalarIntegers.get(from, a, at) != 0;
                    };
            Memory.truth(dst, dstOffset + i, value);
        }
    }
}
