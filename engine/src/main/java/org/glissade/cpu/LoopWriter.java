package org.glissade.cpu;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.glissade.tensor.Binary;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.Cast;
import org.glissade.tensor.Compare;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.Fault;
import org.glissade.tensor.Select;
import org.glissade.tensor.Unary;
import org.glissade.tensor.UnaryFunction;

/// Writes a loop over vectors as a class of its own, the way the kernels here are written by hand:
/// load, compute, store. Each operation is the one that its kernel uses, so that the bits are the
/// same.
final class LoopWriter {
    private static final ClassDesc FLOATS = describe(FloatVector.class);
    private static final ClassDesc VECTOR = describe(Vector.class);
    private static final ClassDesc MASK = describe(VectorMask.class);
    private static final ClassDesc SPECIES = describe(VectorSpecies.class);
    private static final ClassDesc OPERATORS = describe(VectorOperators.class);
    private static final ClassDesc COMPARISON = describe(VectorOperators.Comparison.class);
    private static final ClassDesc SEGMENT = describe(MemorySegment.class);
    private static final ClassDesc ORDER = describe(ByteOrder.class);
    private static final ClassDesc LAYOUT = describe(ValueLayout.OfFloat.class);
    private static final ClassDesc LANES = describe(Lanes.class);

    private final CodeBuilder code;
    private final LoopShape shape;
    private final List<Integer> segments = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();
    private final List<Integer> values = new ArrayList<>();

    private LoopWriter(CodeBuilder code, LoopShape shape) {
        this.code = code;
        this.shape = shape;
    }

    /// The loop of a shape.
    static FusedLoop write(LoopShape shape) {
        ClassDesc name = ClassDesc.of("org.glissade.cpu.WrittenLoop");
        byte[] bytes =
                ClassFile.of()
                        .build(
                                name,
                                builder ->
                                        builder.withFlags(ClassFile.ACC_FINAL)
                                                .withInterfaceSymbols(describe(FusedLoop.class))
                                                .withMethodBody(
                                                        ConstantDescs.INIT_NAME,
                                                        ConstantDescs.MTD_void,
                                                        0,
                                                        code ->
                                                                code.aload(0)
                                                                        .invokespecial(
                                                                                ConstantDescs
                                                                                        .CD_Object,
                                                                                ConstantDescs
                                                                                        .INIT_NAME,
                                                                                ConstantDescs
                                                                                        .MTD_void)
                                                                        .return_())
                                                .withMethodBody(
                                                        "run",
                                                        MethodTypeDesc.of(
                                                                CD_void,
                                                                SEGMENT.arrayType(),
                                                                CD_long.arrayType(),
                                                                CD_int),
                                                        ClassFile.ACC_PUBLIC,
                                                        code ->
                                                                new LoopWriter(code, shape)
                                                                        .body()));
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (FusedLoop)
                    hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                            .invoke();
        } catch (Throwable failure) {
            throw new Fault("loop writer", shape + ": " + failure);
        }
    }

    private void body() {
        int operands = shape.varying().size();
        for (int j = 0; j < operands + shape.results().size(); j++) {
            int segment = code.allocateLocal(TypeKind.REFERENCE);
            int offset = code.allocateLocal(TypeKind.LONG);
            code.aload(1).loadConstant(j).aaload().astore(segment);
            code.aload(2).loadConstant(j).laload().lstore(offset);
            segments.add(segment);
            offsets.add(offset);
        }
        for (int j = 0; j < operands + shape.operations().size(); j++) {
            values.add(code.allocateLocal(TypeKind.REFERENCE));
            if (j < operands && !shape.varying().get(j)) {
                number(j);
            }
        }
        int i = code.allocateLocal(TypeKind.INT);
        int at = code.allocateLocal(TypeKind.LONG);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(i);
        code.labelBinding(top).iload(i).iload(3).if_icmpge(end);
        code.loadConstant(4L).iload(i).i2l().lmul().lstore(at);
        for (int j = 0; j < operands; j++) {
            if (shape.varying().get(j)) {
                load(j, at);
            }
        }
        for (int j = 0; j < shape.operations().size(); j++) {
            operation(shape.operations().get(j));
            code.astore(values.get(operands + j));
        }
        for (int j = 0; j < shape.results().size(); j++) {
            store(shape.results().get(j), operands + j, at);
        }
        code.iload(i).loadConstant(Lanes.FLOATS.length()).iadd().istore(i);
        code.goto_(top).labelBinding(end).return_();
    }

    /// One number for all elements, repeated into a vector before the loop.
    private void number(int operand) {
        lanes();
        code.aload(segments.get(operand));
        code.getstatic(describe(ValueLayout.class), "JAVA_FLOAT_UNALIGNED", LAYOUT);
        code.lload(offsets.get(operand));
        code.invokeinterface(SEGMENT, "get", MethodTypeDesc.of(CD_float, LAYOUT, CD_long));
        code.invokestatic(FLOATS, "broadcast", MethodTypeDesc.of(FLOATS, SPECIES, CD_float));
        code.astore(values.get(operand));
    }

    private void load(int operand, int at) {
        lanes();
        code.aload(segments.get(operand)).lload(offsets.get(operand)).lload(at).ladd();
        order();
        code.invokestatic(
                FLOATS,
                "fromMemorySegment",
                MethodTypeDesc.of(FLOATS, SPECIES, SEGMENT, CD_long, ORDER));
        code.astore(values.get(operand));
    }

    private void store(int value, int slot, int at) {
        code.aload(values.get(value));
        code.aload(segments.get(slot)).lload(offsets.get(slot)).lload(at).ladd();
        order();
        code.invokevirtual(
                FLOATS, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
    }

    private void operation(LoopShape.Operation operation) {
        List<Integer> in = operation.inputs().stream().map(values::get).toList();
        switch (operation.op()) {
            case Unary(UnaryFunction function) -> {
                code.aload(in.getFirst());
                unary(function, in.getFirst());
            }
            case Binary(BinaryFunction function) ->
                    code.aload(in.get(0))
                            .aload(in.get(1))
                            .invokevirtual(
                                    FLOATS, method(function), MethodTypeDesc.of(FLOATS, VECTOR));
            case Compare(CompareFunction function) ->
                    code.aload(in.get(0))
                            .getstatic(OPERATORS, comparison(function), COMPARISON)
                            .aload(in.get(1))
                            .invokevirtual(
                                    FLOATS, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
            case Select _ ->
                    code.aload(in.get(2))
                            .aload(in.get(1))
                            .aload(in.get(0))
                            .invokevirtual(
                                    FLOATS, "blend", MethodTypeDesc.of(FLOATS, VECTOR, MASK));
            case Cast _ -> {
                lanes();
                code.invokestatic(FLOATS, "zero", MethodTypeDesc.of(FLOATS, SPECIES))
                        .loadConstant(1f)
                        .aload(in.getFirst())
                        .invokevirtual(FLOATS, "blend", MethodTypeDesc.of(FLOATS, CD_float, MASK));
            }
            default -> throw new Fault("loop writer", operation + " has no loop");
        }
    }

    private void unary(UnaryFunction function, int operand) {
        switch (function) {
            case NEGATE -> code.invokevirtual(FLOATS, "neg", MethodTypeDesc.of(FLOATS));
            case ABS -> code.invokevirtual(FLOATS, "abs", MethodTypeDesc.of(FLOATS));
            case SQRT -> code.invokevirtual(FLOATS, "sqrt", MethodTypeDesc.of(FLOATS));
            case RELU -> {
                code.loadConstant(0f).aload(operand);
                code.getstatic(OPERATORS, "LE", COMPARISON).loadConstant(0f);
                code.invokevirtual(
                        FLOATS, "compare", MethodTypeDesc.of(MASK, COMPARISON, CD_float));
                code.invokevirtual(FLOATS, "blend", MethodTypeDesc.of(FLOATS, CD_float, MASK));
            }
            default -> throw new Fault("loop writer", function + " has no loop");
        }
    }

    private static String method(BinaryFunction function) {
        return switch (function) {
            case ADD -> "add";
            case SUBTRACT -> "sub";
            case MULTIPLY -> "mul";
            case DIVIDE -> "div";
            case MAXIMUM -> "max";
            case MINIMUM -> "min";
            case POWER, ATAN2 -> throw new Fault("loop writer", function + " has no loop");
        };
    }

    private static String comparison(CompareFunction function) {
        return switch (function) {
            case EQUAL -> "EQ";
            case NOT_EQUAL -> "NE";
            case LESS -> "LT";
            case LESS_OR_EQUAL -> "LE";
            case GREATER -> "GT";
            case GREATER_OR_EQUAL -> "GE";
        };
    }

    private void lanes() {
        code.getstatic(LANES, "FLOATS", SPECIES);
    }

    private void order() {
        code.getstatic(ORDER, "LITTLE_ENDIAN", ORDER);
    }

    private static ClassDesc describe(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
