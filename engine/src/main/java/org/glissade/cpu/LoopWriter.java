package org.glissade.cpu;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.glissade.cpu.LoopShape.Variation;
import org.glissade.tensor.Binary;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.Cast;
import org.glissade.tensor.Compare;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.Fault;
import org.glissade.tensor.Select;
import org.glissade.tensor.Unary;
import org.glissade.tensor.UnaryFunction;

/// Writes a nest of loops over vectors as a class of its own, the way the kernels here are written
/// by hand: load, compute, store. Each operation is the one that its kernel uses, so that the bits
/// are the same.
final class LoopWriter {
    private final CodeBuilder code;
    private final VectorCode vectors;
    private final LoopShape shape;
    private final int[] addresses;
    private final int[] values;
    private final int[] scalars;
    private final boolean integers;

    private LoopWriter(CodeBuilder code, Constants constants, LoopShape shape) {
        this.code = code;
        this.vectors = new VectorCode(code, constants);
        this.shape = shape;
        this.addresses = new int[slots(shape)];
        this.values = new int[shape.operands().size() + shape.operations().size()];
        this.scalars = new int[shape.operands().size()];
        this.integers = shape.operands().stream().anyMatch(LoopShape.Operand::integers);
    }

    /// The loop of a shape. What remains at the end of rows is a method of its own: in one method
    /// the operations would stand twice, which is too much for the JVM where they are many.
    static FusedLoop write(LoopShape shape) {
        MethodTypeDesc run = MethodTypeDesc.of(CD_void, CD_long.arrayType(), CD_int, CD_int);
        return WrittenClass.make(
                FusedLoop.class,
                (builder, constants) -> {
                    builder.withMethodBody(
                            "run",
                            run,
                            ClassFile.ACC_PUBLIC,
                            code -> new LoopWriter(code, constants, shape).body());
                    if (shape.ragged()) {
                        builder.withMethodBody(
                                REST,
                                rest(shape),
                                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                                code -> new LoopWriter(code, constants, shape).rest());
                    }
                });
    }

    private static final String REST = "rest";

    /// The operands' and results' addresses, the first column and the end of columns.
    private static MethodTypeDesc rest(LoopShape shape) {
        List<ClassDesc> parameters = new ArrayList<>();
        parameters.addAll(Collections.nCopies(slots(shape), CD_long));
        parameters.addAll(List.of(CD_int, CD_int));
        return MethodTypeDesc.of(CD_void, parameters);
    }

    private static int slots(LoopShape shape) {
        return shape.operands().size() + shape.results().size();
    }

    /// Writes a loop for one number of rows and columns.
    ///
    /// @param addresses the local longs with the operands' and results' addresses
    static void write(
            CodeBuilder code,
            Constants constants,
            LoopShape shape,
            int[] addresses,
            int rows,
            int columns) {
        LoopWriter writer = new LoopWriter(code, constants, shape);
        System.arraycopy(addresses, 0, writer.addresses, 0, addresses.length);
        writer.load(Variation.NUMBER);
        Fragment.repeat(code, rows, () -> writer.row(rows, columns));
    }

    private void row(int rows, int columns) {
        load(Variation.BY_ROW);
        int offset = code.allocateLocal(TypeKind.LONG);
        for (Fragment.Cover cover : Fragment.cover(columns)) {
            code.loadConstant(4L * cover.from()).lstore(offset);
            Fragment.repeat(
                    code,
                    cover.times(),
                    () -> {
                        int mask = vectors.firstLanes(cover.used());
                        vector(
                                offset,
                                mask,
                                integers && mask >= 0 ? vectors.forIntegers(mask) : -1);
                        Fragment.advance(code, offset, 4L * Lanes.FLOATS.length());
                    });
        }
        if (rows > 1) {
            advance(() -> code.loadConstant(4L * columns));
        }
    }

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private void body() {
        for (int slot = 0; slot < addresses.length; slot++) {
            addresses[slot] = code.allocateLocal(TypeKind.LONG);
            code.aload(1).loadConstant(slot).laload().lstore(addresses[slot]);
        }
        load(Variation.NUMBER);
        int whole = code.allocateLocal(TypeKind.INT);
        code.iload(COLUMNS).loadConstant(-Lanes.FLOATS.length()).iand().istore(whole);
        int row = code.allocateLocal(TypeKind.INT);
        int column = code.allocateLocal(TypeKind.INT);
        int offset = code.allocateLocal(TypeKind.LONG);
        Label nextRow = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(row);
        code.labelBinding(nextRow).iload(row).iload(ROWS).if_icmpge(end);
        load(Variation.BY_ROW);
        Label nextColumn = code.newLabel();
        Label endOfRow = code.newLabel();
        code.iconst_0().istore(column);
        code.labelBinding(nextColumn).iload(column).iload(whole).if_icmpge(endOfRow);
        code.loadConstant(4L).iload(column).i2l().lmul().lstore(offset);
        vector(offset, -1, -1);
        code.iload(column).loadConstant(Lanes.FLOATS.length()).iadd().istore(column);
        code.goto_(nextColumn).labelBinding(endOfRow);
        if (shape.ragged()) {
            Label complete = code.newLabel();
            code.iload(whole).iload(COLUMNS).if_icmpge(complete);
            for (int address : addresses) {
                code.lload(address);
            }
            code.iload(whole)
                    .iload(COLUMNS)
                    .invokestatic(WrittenClass.NAME, REST, rest(shape))
                    .labelBinding(complete);
        }
        advance(() -> code.loadConstant(4L).iload(COLUMNS).i2l().lmul());
        code.iinc(row, 1).goto_(nextRow).labelBinding(end).return_();
    }

    /// Loads the operands of which one element serves many. Between loops they are numbers: a
    /// vector that lives across a loop may become an object.
    private void load(Variation variation) {
        for (int i = 0; i < shape.operands().size(); i++) {
            LoopShape.Operand operand = shape.operands().get(i);
            if (operand.variation() == variation) {
                scalars[i] = vectors.scalar(addresses[i], operand.integers());
            }
        }
    }

    /// All operations on the last, incomplete vector of a row.
    private void rest() {
        for (int slot = 0; slot < addresses.length; slot++) {
            addresses[slot] = code.parameterSlot(slot);
        }
        int from = code.parameterSlot(addresses.length);
        int end = code.parameterSlot(addresses.length + 1);
        load(Variation.NUMBER);
        load(Variation.BY_ROW);
        int offset = code.allocateLocal(TypeKind.LONG);
        code.loadConstant(4L).iload(from).i2l().lmul().lstore(offset);
        int mask = vectors.lanesBetween(from, end);
        vector(offset, mask, integers ? vectors.forIntegers(mask) : -1);
        WrittenClass.keepApart(code);
        code.return_();
    }

    /// Moves the addresses on to the next row.
    ///
    /// @param width pushes the bytes of a row
    private void advance(Runnable width) {
        for (int slot = 0; slot < addresses.length; slot++) {
            Variation variation =
                    slot < shape.operands().size()
                            ? shape.operands().get(slot).variation()
                            : Variation.DENSE;
            switch (variation) {
                case DENSE -> {
                    code.lload(addresses[slot]);
                    width.run();
                    code.ladd().lstore(addresses[slot]);
                }
                case BY_ROW -> Fragment.advance(code, addresses[slot], 4);
                case BY_COLUMN, NUMBER -> {}
            }
        }
    }

    /// All operations on one vector of each operand.
    private void vector(int offset, int mask, int integerMask) {
        int operands = shape.operands().size();
        for (int i = 0; i < operands; i++) {
            LoopShape.Operand operand = shape.operands().get(i);
            switch (operand.variation()) {
                case DENSE, BY_COLUMN ->
                        values[i] =
                                vectors.load(
                                        addresses[i],
                                        offset,
                                        operand.integers(),
                                        operand.integers() ? integerMask : mask);
                case BY_ROW, NUMBER -> values[i] = vectors.repeat(scalars[i], operand.integers());
            }
        }
        for (int i = 0; i < shape.operations().size(); i++) {
            values[operands + i] = operation(shape.operations().get(i));
        }
        for (int i = 0; i < shape.results().size(); i++) {
            vectors.store(values[shape.results().get(i)], addresses[operands + i], offset, mask);
        }
    }

    private int operation(LoopShape.Operation operation) {
        int first = values[operation.inputs().getFirst()];
        return switch (operation.op()) {
            case Unary(UnaryFunction function) -> unary(function, first);
            case Binary(BinaryFunction function) ->
                    vectors.binary(operator(function), first, values[operation.inputs().get(1)]);
            case Compare(CompareFunction function) ->
                    vectors.compare(
                            comparison(function),
                            first,
                            values[operation.inputs().get(1)],
                            isInteger(operation.inputs().getFirst()));
            case Select _ ->
                    vectors.blend(
                            values[operation.inputs().get(2)],
                            values[operation.inputs().get(1)],
                            first);
            case Cast _ -> vectors.blend(vectors.number(0f), 1f, first);
            default -> throw new Fault("loop writer", operation + " has no loop");
        };
    }

    private boolean isInteger(int value) {
        return value < shape.operands().size() && shape.operands().get(value).integers();
    }

    private int unary(UnaryFunction function, int x) {
        VectorFunctions functions = new VectorFunctions(vectors);
        return switch (function) {
            case NEGATE -> vectors.unary("NEG", x);
            case ABS -> vectors.unary("ABS", x);
            case SQRT -> vectors.unary("SQRT", x);
            case RELU -> vectors.blend(x, 0f, vectors.compare("LE", x, 0f));
            case EXP -> functions.exp(x);
            case SIGMOID -> functions.sigmoid(x);
            case TANH -> functions.tanh(x);
            case LOG -> functions.log(x);
            case SOFTPLUS -> functions.softplus(x);
            default -> throw new Fault("loop writer", function + " has no loop");
        };
    }

    private static String operator(BinaryFunction function) {
        return switch (function) {
            case ADD -> "ADD";
            case SUBTRACT -> "SUB";
            case MULTIPLY -> "MUL";
            case DIVIDE -> "DIV";
            case MAXIMUM -> "MAX";
            case MINIMUM -> "MIN";
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
}
