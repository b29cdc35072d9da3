package org.glissade.cpu;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glissade.backend.Memory;
import org.glissade.compile.Step;
import org.glissade.tensor.Binary;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.Broadcast;
import org.glissade.tensor.Cast;
import org.glissade.tensor.DType;
import org.glissade.tensor.Fault;
import org.glissade.tensor.Node;
import org.glissade.tensor.Unary;
import org.glissade.tensor.UnaryFunction;
import org.jspecify.annotations.Nullable;

/// A group of elementwise operations on single numbers, such as a counter that goes up.
///
/// @param operands what the group reads, then what it stores
record NumberFragment(Step.Elementwise group, List<MemorySegment> operands) implements Fragment {
    private static final int MOST_OPERATIONS = 16;

    private static final ClassDesc FLOATS = VectorCode.describe(FloatMath.class);
    private static final ClassDesc UNARY = VectorCode.describe(UnaryFunction.class);
    private static final ClassDesc BINARY = VectorCode.describe(BinaryFunction.class);
    private static final ClassDesc SEGMENT = VectorCode.describe(MemorySegment.class);
    private static final ClassDesc MEMORY = ClassDesc.of("org.glissade.cpu.Memory");

    /// The group as code, or null where it works on more than one number, or on truth values.
    static @Nullable NumberFragment of(Step.Elementwise group, Memory memory) {
        if (group.shape().size() != 1
                || group.nodes().size() > MOST_OPERATIONS
                || !group.nodes().stream().allMatch(NumberFragment::takes)) {
            return null;
        }
        List<MemorySegment> operands = new ArrayList<>();
        group.reads().forEach(node -> operands.add(memory.of(node)));
        group.results().forEach(node -> operands.add(memory.of(node)));
        return new NumberFragment(group, operands);
    }

    private static boolean takes(Node node) {
        boolean numbers =
                node.dtype().isNumeric()
                        && node.inputs().stream().allMatch(input -> input.dtype().isNumeric());
        return numbers
                && switch (node.op()) {
                    case Broadcast _, Cast _ -> true;
                    case Unary _ -> node.dtype() == DType.F32;
                    case Binary(BinaryFunction function) ->
                            switch (function) {
                                case ADD, SUBTRACT, MULTIPLY -> true;
                                default -> node.dtype() == DType.F32;
                            };
                    default -> false;
                };
    }

    @Override
    public void write(CodeBuilder code, Constants constants, int[] addresses) {
        Map<Node, Integer> values = new HashMap<>();
        List<Node> reads = group.reads();
        for (int i = 0; i < reads.size(); i++) {
            Node node = reads.get(i);
            code.getstatic(VectorCode.describe(NativeMemory.class), "ALL", SEGMENT)
                    .lload(addresses[i])
                    .invokestatic(
                            MEMORY,
                            access(node.dtype()),
                            MethodTypeDesc.of(type(node.dtype()), SEGMENT, CD_long));
            values.put(node, keep(code, node.dtype()));
        }
        for (Node node : group.nodes()) {
            for (Node input : node.inputs()) {
                code.loadLocal(kind(input.dtype()), Objects.requireNonNull(values.get(input)));
            }
            operation(code, node);
            values.put(node, keep(code, node.dtype()));
        }
        for (int i = 0; i < group.results().size(); i++) {
            Node node = group.results().get(i);
            code.getstatic(VectorCode.describe(NativeMemory.class), "ALL", SEGMENT)
                    .lload(addresses[reads.size() + i])
                    .loadLocal(kind(node.dtype()), Objects.requireNonNull(values.get(node)))
                    .invokestatic(
                            MEMORY,
                            access(node.dtype()),
                            MethodTypeDesc.of(CD_void, SEGMENT, CD_long, type(node.dtype())));
        }
    }

    private static int keep(CodeBuilder code, DType type) {
        int local = code.allocateLocal(kind(type));
        code.storeLocal(kind(type), local);
        return local;
    }

    /// Replaces the pushed operands by the result.
    private static void operation(CodeBuilder code, Node node) {
        switch (node.op()) {
            case Broadcast _ -> {}
            case Cast(DType to) -> code.conversion(kind(node.input(0).dtype()), kind(to));
            case Unary(UnaryFunction function) -> {
                int x = keep(code, DType.F32);
                code.getstatic(UNARY, function.name(), UNARY)
                        .fload(x)
                        .invokestatic(
                                FLOATS, "apply", MethodTypeDesc.of(CD_float, UNARY, CD_float));
            }
            case Binary(BinaryFunction function) -> binary(code, function, node.dtype());
            default -> throw new Fault("program writer", node + " is not written");
        }
    }

    private static void binary(CodeBuilder code, BinaryFunction function, DType type) {
        switch (type) {
            case F32 -> {
                int y = keep(code, type);
                int x = keep(code, type);
                code.getstatic(BINARY, function.name(), BINARY)
                        .fload(x)
                        .fload(y)
                        .invokestatic(
                                FLOATS,
                                "apply",
                                MethodTypeDesc.of(CD_float, BINARY, CD_float, CD_float));
            }
            case F64 -> {
                switch (function) {
                    case ADD -> code.dadd();
                    case SUBTRACT -> code.dsub();
                    default -> code.dmul();
                }
            }
            case I64 -> {
                switch (function) {
                    case ADD -> code.ladd();
                    case SUBTRACT -> code.lsub();
                    default -> code.lmul();
                }
            }
            case I32 -> {
                switch (function) {
                    case ADD -> code.iadd();
                    case SUBTRACT -> code.isub();
                    default -> code.imul();
                }
            }
            case BOOL -> throw new Fault("program writer", function + " of truth values");
        }
    }

    private static TypeKind kind(DType type) {
        return switch (type) {
            case F32 -> TypeKind.FLOAT;
            case F64 -> TypeKind.DOUBLE;
            case I32, BOOL -> TypeKind.INT;
            case I64 -> TypeKind.LONG;
        };
    }

    private static ClassDesc type(DType type) {
        return switch (type) {
            case F32 -> CD_float;
            case F64 -> CD_double;
            case I32, BOOL -> CD_int;
            case I64 -> CD_long;
        };
    }

    private static String access(DType type) {
        return switch (type) {
            case F32 -> "f32";
            case F64 -> "f64";
            case I32 -> "i32";
            case I64 -> "i64";
            case BOOL -> "i8";
        };
    }
}
