package org.glissade.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.glissade.tensor.Binary;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.Cast;
import org.glissade.tensor.Compare;
import org.glissade.tensor.DType;
import org.glissade.tensor.Node;
import org.glissade.tensor.Op;
import org.glissade.tensor.Select;
import org.glissade.tensor.Unary;
import org.glissade.tensor.UnaryFunction;
import org.jspecify.annotations.Nullable;

/// A run of elementwise operations as one nest of loops has it: what is read, what is done, what is
/// stored. Equal shapes share one loop, so that all parameters of a network are updated by the same
/// code.
///
/// @param operands how the operands vary
/// @param operations in order; operand numbers below `operands.size()` are operands, the rest
///   earlier operations
/// @param results the operations whose values are stored
/// @param ragged whether rows may end within a vector
record LoopShape(
        List<Operand> operands, List<Operation> operations, List<Integer> results, boolean ragged) {
    /// Longer runs are cut: with too many values alive the JVM keeps some as objects.
    static final int MOST_WEIGHT = 34;

    /// The most operands and results of a loop, for the same reason.
    static final int MOST_SLOTS = 16;

    /// So many operations of two operands each cannot have more slots. Where rows end within a
    /// vector, a loop has no more at all: with masks each is more code.
    static final int MOST_OPERATIONS = 8;

    /// How an operand varies along rows and columns.
    enum Variation {
        /// An element for every row and column.
        DENSE,
        /// An element for every column, the same in all rows.
        BY_COLUMN,
        /// An element for every row, the same in all columns.
        BY_ROW,
        /// One element for all.
        NUMBER
    }

    /// One operand: F32, or I32 to be compared.
    record Operand(Variation variation, boolean integers) {}

    /// One operation and the numbers of its inputs.
    record Operation(Op op, List<Integer> inputs) {}

    /// A shape together with the nodes that its operands and results stand for.
    record Of(LoopShape shape, List<Node> operands, List<Node> results) {}

    /// Whether a loop can do this operation in registers.
    static boolean takes(Node node) {
        return weight(node) > 0;
    }

    /// Roughly how many instructions the operation is; 0 where it is left to a kernel of its own.
    static int weight(Node node) {
        return switch (node.op()) {
            case Unary(UnaryFunction function) ->
                    !isFloat(node)
                            ? 0
                            : switch (function) {
                                case NEGATE, ABS, SQRT, RELU -> 1;
                                case EXP -> 18;
                                case SIGMOID, LOG -> 22;
                                case TANH -> 26;
                                case SOFTPLUS -> 30;
                                default -> 0; // kernels of their own
                            };
            case Binary(BinaryFunction function) ->
                    !isFloat(node)
                            ? 0
                            : switch (function) {
                                case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM -> 1;
                                case POWER, ATAN2 -> 0;
                            };
            case Compare _ -> isFloat(node.input(0)) || isInteger(node.input(0)) ? 1 : 0;
            case Select _ -> isFloat(node) ? 1 : 0;
            case Cast _ -> isFloat(node) && node.input(0).dtype() == DType.BOOL ? 1 : 0;
            default -> 0; // moves and whatever else is not arithmetic
        };
    }

    private static boolean isFloat(Node node) {
        return node.dtype() == DType.F32;
    }

    private static boolean isInteger(Node node) {
        return node.dtype() == DType.I32;
    }

    /// The sum of the operations' weights.
    int weight() {
        return operations.stream()
                .mapToInt(operation ->
                        switch (operation.op()) {
                            case Unary(UnaryFunction function) ->
                                    function == UnaryFunction.SOFTPLUS ? 30 : 20;
                            default -> 1;
                        })
                .sum();
    }

    /// The shape of a run of nodes, or null where it is too much for one loop, or truth values
    /// enter or leave it, which have no register of their own between loops.
    ///
    /// @param stored the nodes that are read after the run
    /// @param variations how a node that the run reads varies
    static @Nullable Of of(
            List<Node> run,
            Set<Node> stored,
            Function<Node, Variation> variations,
            boolean ragged) {
        List<Node> operands = new ArrayList<>();
        for (Node node : run) {
            for (Node input : node.inputs()) {
                if (!run.contains(input) && !operands.contains(input)) {
                    operands.add(input);
                }
            }
        }
        List<Node> results = run.stream().filter(stored::contains).toList();
        if (operands.size() + results.size() > MOST_SLOTS
                || operands.stream().anyMatch(node -> !isFloat(node) && !isInteger(node))
                || results.stream().anyMatch(node -> !isFloat(node))) {
            return null;
        }
        Map<Node, Integer> numbers = new HashMap<>();
        operands.forEach(node -> numbers.put(node, numbers.size()));
        List<Operation> operations = new ArrayList<>();
        for (Node node : run) {
            operations.add(
                    new Operation(node.op(), node.inputs().stream().map(numbers::get).toList()));
            numbers.put(node, numbers.size());
        }
        LoopShape shape =
                new LoopShape(
                        operands.stream()
                                .map(node -> new Operand(variations.apply(node), isInteger(node)))
                                .toList(),
                        operations,
                        results.stream().map(numbers::get).toList(),
                        ragged);
        return new Of(shape, operands, results);
    }
}
