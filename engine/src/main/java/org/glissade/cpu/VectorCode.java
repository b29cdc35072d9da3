package org.glissade.cpu;

import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Writes operations of the Vector API into a method. Every value is a local variable, which is
/// what its number means here.
final class VectorCode {
    private static final ClassDesc FLOATS = describe(FloatVector.class);
    private static final ClassDesc INTS = describe(IntVector.class);
    private static final ClassDesc VECTOR = describe(Vector.class);
    private static final ClassDesc MASK = describe(VectorMask.class);
    private static final ClassDesc SPECIES = describe(VectorSpecies.class);
    private static final ClassDesc OPERATORS = describe(VectorOperators.class);
    private static final ClassDesc COMPARISON = describe(VectorOperators.Comparison.class);
    private static final ClassDesc UNARY = describe(VectorOperators.Unary.class);
    private static final ClassDesc BINARY = describe(VectorOperators.Binary.class);
    private static final ClassDesc ASSOCIATIVE = describe(VectorOperators.Associative.class);
    private static final ClassDesc TERNARY = describe(VectorOperators.Ternary.class);
    private static final ClassDesc SEGMENT = describe(MemorySegment.class);
    private static final ClassDesc ORDER = describe(ByteOrder.class);
    private static final ClassDesc FLOAT_LAYOUT = describe(ValueLayout.OfFloat.class);
    private static final ClassDesc INT_LAYOUT = describe(ValueLayout.OfInt.class);

    private static final ClassDesc MEMORY = describe(Memory.class);

    private final CodeBuilder code;
    private final Constants constants;

    /// @param constants of the class that the method belongs to
    VectorCode(CodeBuilder code, Constants constants) {
        this.code = code;
        this.constants = constants;
    }

    static ClassDesc describe(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private int keep() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    /// The mask of the lanes of a vector at an index that lie below a limit.
    ///
    /// @param index the local int with the index
    /// @param limit the local int with the limit
    int lanesBetween(int index, int limit) {
        species(false);
        code.iload(index)
                .iload(limit)
                .invokeinterface(SPECIES, "indexInRange", MethodTypeDesc.of(MASK, CD_int, CD_int));
        return keep();
    }

    /// The mask of so many lanes from the first on, or -1 where those are all.
    int firstLanes(int count) {
        if (count == Lanes.FLOATS.length()) {
            return -1;
        }
        species(false);
        code.iconst_0()
                .loadConstant(count)
                .invokeinterface(SPECIES, "indexInRange", MethodTypeDesc.of(MASK, CD_int, CD_int));
        return keep();
    }

    /// The mask for vectors of integers.
    int forIntegers(int mask) {
        code.aload(mask);
        species(true);
        code.invokevirtual(MASK, "cast", MethodTypeDesc.of(MASK, SPECIES));
        return keep();
    }

    /// One element in memory, as a local float or int.
    int scalar(int address, boolean integers) {
        ClassDesc layout = integers ? INT_LAYOUT : FLOAT_LAYOUT;
        all();
        code.getstatic(
                describe(ValueLayout.class),
                integers ? "JAVA_INT_UNALIGNED" : "JAVA_FLOAT_UNALIGNED",
                layout);
        code.lload(address);
        code.invokeinterface(
                SEGMENT, "get", MethodTypeDesc.of(integers ? CD_int : CD_float, layout, CD_long));
        int local = code.allocateLocal(integers ? TypeKind.INT : TypeKind.FLOAT);
        code.storeLocal(integers ? TypeKind.INT : TypeKind.FLOAT, local);
        return local;
    }

    /// A local float or int, repeated.
    int repeat(int scalar, boolean integers) {
        ClassDesc vector = integers ? INTS : FLOATS;
        species(integers);
        code.loadLocal(integers ? TypeKind.INT : TypeKind.FLOAT, scalar);
        code.invokestatic(
                vector,
                "broadcast",
                MethodTypeDesc.of(vector, SPECIES, integers ? CD_int : CD_float));
        return keep();
    }

    /// A vector from memory.
    ///
    /// @param mask -1 for all lanes
    int load(int address, int offset, boolean integers, int mask) {
        species(integers);
        all();
        code.lload(address).lload(offset).ladd();
        return load(integers ? INTS : FLOATS, mask);
    }

    /// A vector of F32 at a fixed distance in bytes from an address.
    int loadAt(int address, long distance, int mask) {
        species(false);
        at(address, distance);
        return load(FLOATS, mask);
    }

    private int load(ClassDesc vector, int mask) {
        order();
        if (mask < 0) {
            code.invokestatic(
                    vector,
                    "fromMemorySegment",
                    MethodTypeDesc.of(vector, SPECIES, SEGMENT, CD_long, ORDER));
        } else {
            code.aload(mask)
                    .invokestatic(
                            vector,
                            "fromMemorySegment",
                            MethodTypeDesc.of(vector, SPECIES, SEGMENT, CD_long, ORDER, MASK));
        }
        return keep();
    }

    void store(int value, int address, int offset, int mask) {
        code.aload(value);
        all();
        code.lload(address).lload(offset).ladd();
        store(mask);
    }

    /// Stores at a fixed distance in bytes from an address.
    void storeAt(int value, int address, long distance, int mask) {
        code.aload(value);
        at(address, distance);
        store(mask);
    }

    private void store(int mask) {
        order();
        if (mask < 0) {
            code.invokevirtual(
                    FLOATS,
                    "intoMemorySegment",
                    MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
        } else {
            code.aload(mask)
                    .invokevirtual(
                            FLOATS,
                            "intoMemorySegment",
                            MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER, MASK));
        }
    }

    int number(float value) {
        constants.push(code, value);
        return keep();
    }

    int fma(int a, int b, int c) {
        code.aload(a)
                .getstatic(OPERATORS, "FMA", TERNARY)
                .aload(b)
                .aload(c)
                .invokevirtual(
                        FLOATS, "lanewise", MethodTypeDesc.of(FLOATS, TERNARY, VECTOR, VECTOR));
        return keep();
    }

    /// `ADD`, `SUB`, `MUL`, `DIV`, `MAX` or `MIN`.
    int binary(String operator, int a, int b) {
        return binary(FLOATS, operator, a, () -> code.aload(b));
    }

    int binary(String operator, int a, float b) {
        return binary(FLOATS, operator, a, () -> constants.push(code, b));
    }

    /// Calls the method that each kind of vector has of its own rather than `add` or `mul`, which
    /// call it: one thing less for the JVM to look into.
    private int binary(ClassDesc vector, String operator, int a, Runnable pushB) {
        ClassDesc kind =
                switch (operator) {
                    case "SUB", "DIV" -> BINARY;
                    default -> ASSOCIATIVE;
                };
        code.aload(a).getstatic(OPERATORS, operator, kind);
        pushB.run();
        code.invokevirtual(vector, "lanewise", MethodTypeDesc.of(vector, BINARY, VECTOR));
        return keep();
    }

    /// `NEG`, `ABS` or `SQRT`.
    int unary(String operator, int a) {
        code.aload(a)
                .getstatic(OPERATORS, operator, UNARY)
                .invokevirtual(FLOATS, "lanewise", MethodTypeDesc.of(FLOATS, UNARY));
        return keep();
    }

    /// The mask of `a comparison b`.
    int compare(String comparison, int a, int b, boolean integers) {
        code.aload(a)
                .getstatic(OPERATORS, comparison, COMPARISON)
                .aload(b)
                .invokevirtual(
                        integers ? INTS : FLOATS,
                        "compare",
                        MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
        if (integers) {
            species(false);
            code.invokevirtual(MASK, "cast", MethodTypeDesc.of(MASK, SPECIES));
        }
        return keep();
    }

    int compare(String comparison, int a, float b) {
        code.aload(a).getstatic(OPERATORS, comparison, COMPARISON);
        constants.push(code, b);
        code.invokevirtual(FLOATS, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
        return keep();
    }

    int not(int mask) {
        code.aload(mask).invokevirtual(MASK, "not", MethodTypeDesc.of(MASK));
        return keep();
    }

    /// `b` where the mask is set, else `a`.
    int blend(int a, int b, int mask) {
        code.aload(a)
                .aload(b)
                .aload(mask)
                .invokevirtual(FLOATS, "blend", MethodTypeDesc.of(FLOATS, VECTOR, MASK));
        return keep();
    }

    int blend(int a, float b, int mask) {
        code.aload(a);
        constants.push(code, b);
        code.aload(mask).invokevirtual(FLOATS, "blend", MethodTypeDesc.of(FLOATS, VECTOR, MASK));
        return keep();
    }

    int bits(int a) {
        exact(
                INTS,
                () ->
                        code.aload(a)
                                .invokevirtual(
                                        FLOATS, "reinterpretAsInts", MethodTypeDesc.of(INTS)));
        return keep();
    }

    int ofBits(int a) {
        exact(
                FLOATS,
                () ->
                        code.aload(a)
                                .invokevirtual(
                                        INTS, "reinterpretAsFloats", MethodTypeDesc.of(FLOATS)));
        return keep();
    }

    /// `ADD`, `SUB`, `AND` or `OR` of integers.
    int integer(String operator, int a, int b) {
        return binary(INTS, operator, a, () -> code.aload(b));
    }

    int integerWith(String operator, int a, int constant) {
        return binary(INTS, operator, a, () -> constants.push(code, constant));
    }

    /// `LSHL` or `ASHR`.
    int shift(String name, int a, int distance) {
        code.aload(a)
                .getstatic(OPERATORS, name, BINARY)
                .loadConstant(distance)
                .invokevirtual(INTS, "lanewise", MethodTypeDesc.of(INTS, BINARY, CD_int));
        return keep();
    }

    /// Whole numbers as F32.
    int toFloats(int a) {
        ClassDesc conversion = describe(VectorOperators.Conversion.class);
        exact(
                FLOATS,
                () ->
                        code.aload(a)
                                .getstatic(OPERATORS, "I2F", conversion)
                                .iconst_0()
                                .invokevirtual(
                                        INTS,
                                        "convert",
                                        MethodTypeDesc.of(VECTOR, conversion, CD_int)));
        return keep();
    }

    /// Tells the JIT which vector a conversion pushes, see [Lanes#FLOAT_VECTOR].
    private void exact(ClassDesc vector, Runnable push) {
        code.getstatic(
                describe(Lanes.class),
                vector.equals(FLOATS) ? "FLOAT_VECTOR" : "INT_VECTOR",
                CD_Class);
        push.run();
        code.invokevirtual(CD_Class, "cast", MethodTypeDesc.of(CD_Object, CD_Object))
                .checkcast(vector);
    }

    /// Pushes an F32 at a fixed distance in bytes from an address.
    void pushFloat(int address, long distance) {
        at(address, distance);
        code.invokestatic(MEMORY, "f32", MethodTypeDesc.of(CD_float, SEGMENT, CD_long));
    }

    /// Stores a local float.
    void storeFloat(int value, int address, long distance) {
        at(address, distance);
        code.fload(value)
                .invokestatic(
                        MEMORY, "f32", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, CD_float));
    }

    /// An F32 at a fixed distance in bytes from an address, repeated.
    int repeatAt(int address, long distance) {
        species(false);
        pushFloat(address, distance);
        code.invokestatic(FLOATS, "broadcast", MethodTypeDesc.of(FLOATS, SPECIES, CD_float));
        return keep();
    }

    private void at(int address, long distance) {
        all();
        code.lload(address);
        if (distance != 0) {
            code.loadConstant(distance).ladd();
        }
    }

    private void species(boolean integers) {
        Constants.species(code, integers);
    }

    private void all() {
        code.getstatic(describe(NativeMemory.class), "ALL", SEGMENT);
    }

    private void order() {
        code.getstatic(ORDER, "LITTLE_ENDIAN", ORDER);
    }
}
