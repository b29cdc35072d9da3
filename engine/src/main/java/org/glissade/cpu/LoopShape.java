package org.glissade.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/// A run of elementwise operations as one loop has it: what is read, what is done, what is stored.
/// Equal shapes share one loop, so that all parameters of a network are updated by the same code.
///
/// @param varying for each operand whether it varies along the loop (true) or is one number for all
///   (false)
/// @param operations in order; operand numbers below `varying.size()` are operands, the rest
///   earlier operations
/// @param results the operations whose values are stored
record LoopShape(List<Boolean> varying, List<Operation> operations, List<Integer> results) {
    /// Longer runs are cut: with too many values alive the JVM keeps some as objects.
    static final int MOST_OPERATIONS = 12;

    /// One operation and the numbers of its inputs.
    record Operation(Op op, List<Integer> inputs) {}

    /// A shape together with the nodes that its operands and results stand for.
    record Of(LoopShape shape, List<Node> operands, List<Node> results) {}

    /// Whether a loop can do this operation in registers. Functions of more than a few instructions
    /// are left to their own kernels.
    static boolean takes(Node node) {
        return switch (node.op()) {
            case Unary(UnaryFunction function) ->
                    isFloat(node)
                            && switch (function) {
                                case NEGATE, ABS, SQRT, RELU -> true;
                                default -> false; // kernels of their own
                            };
            case Binary(BinaryFunction function) ->
                    isFloat(node)
                            && switch (function) {
                                case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM -> true;
                                case POWER, ATAN2 -> false;
                            };
            case Compare _ -> isFloat(node.input(0));
            case Select _ -> isFloat(node);
            case Cast _ -> isFloat(node) && node.input(0).dtype() == DType.BOOL;
            default -> false; // moves and whatever else is not arithmetic
        };
    }

    private static boolean isFloat(Node node) {
        return node.dtype() == DType.F32;
    }

    /// The shape of a run of nodes, or null where truth values enter or leave it, which have no
    /// register of their own between loops.
    ///
    /// @param stored the nodes that are read after the run
    /// @param constant the nodes that are one number for all
    static @Nullable Of of(List<Node> run, Set<Node> stored, Set<Node> constant) {
        List<Node> operands = new ArrayList<>();
        for (Node node : run) {
            for (Node input : node.inputs()) {
                if (!run.contains(input) && !operands.contains(input)) {
                    operands.add(input);
                }
            }
        }
        List<Node> results = run.stream().filter(stored::contains).toList();
        if (operands.stream().anyMatch(node -> !isFloat(node))
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
                        operands.stream().map(node -> !constant.contains(node)).toList(),
                        operations,
                        results.stream().map(numbers::get).toList());
        return new Of(shape, operands, results);
    }
}
