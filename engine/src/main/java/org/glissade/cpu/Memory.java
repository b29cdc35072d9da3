package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One element of off-heap memory: native byte order, any alignment, offsets in bytes.
final class Memory {
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfByte BOOL = ValueLayout.JAVA_BYTE;

    private Memory() {}

    static float f32(MemorySegment segment, long offset) {
        return segment.get(F32, offset);
    }

    static void f32(MemorySegment segment, long offset, float value) {
        segment.set(F32, offset, value);
    }

    static double f64(MemorySegment segment, long offset) {
        return segment.get(F64, offset);
    }

    static void f64(MemorySegment segment, long offset, double value) {
        segment.set(F64, offset, value);
    }

    static int i32(MemorySegment segment, long offset) {
        return segment.get(I32, offset);
    }

    static void i32(MemorySegment segment, long offset, int value) {
        segment.set(I32, offset, value);
    }

    static long i64(MemorySegment segment, long offset) {
        return segment.get(I64, offset);
    }

    static void i64(MemorySegment segment, long offset, long value) {
        segment.set(I64, offset, value);
    }

    static byte i8(MemorySegment segment, long offset) {
        return segment.get(BOOL, offset);
    }

    static void i8(MemorySegment segment, long offset, byte value) {
        segment.set(BOOL, offset, value);
    }

    static boolean truth(MemorySegment segment, long offset) {
        return segment.get(BOOL, offset) != 0;
    }

    static void truth(MemorySegment segment, long offset, boolean value) {
        segment.set(BOOL, offset, value ? (byte) 1 : 0);
    }
}
