package org.glissade.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reverse-mode differentiation, graph to graph: the gradients are further nodes of the same trace,
/// so they can be differentiated again to any order.
///
/// The method is backpropagation (Rumelhart, Hinton, Williams 1986): walk the graph from the error
/// back to the inputs, multiply by each operation's derivative, and add up where paths meet.
public final class Gradients {
    private Gradients() {}

    /// The gradients of a scalar towards each of the given tensors, with their types.
    ///
    /// @throws GradientException if the scalar is not one floating-point number, or does not depend
    ///   on one of the tensors through differentiable operations
    public static List<Tensor> of(Tensor scalar, List<Tensor> towards) {
        checkScalar(scalar);
        @Nullable Tensor[] gradients = pullback(scalar, scalar.onesLike(), towards);
        List<Tensor> result = new ArrayList<>();
        for (int i = 0; i < gradients.length; i++) {
            Tensor gradient = gradients[i];
            if (gradient == null) {
                throw missing(scalar, towards.get(i));
            }
            result.add(gradient);
        }
        return result;
    }

    /// As [#of], with zeros where the scalar does not depend on a tensor.
    public static List<Tensor> orZeros(Tensor scalar, List<Tensor> towards) {
        checkScalar(scalar);
        @Nullable Tensor[] gradients = pullback(scalar, scalar.onesLike(), towards);
        List<Tensor> result = new ArrayList<>();
        for (int i = 0; i < gradients.length; i++) {
            Tensor gradient = gradients[i];
            result.add(gradient == null ? towards.get(i).zerosLike() : gradient);
        }
        return result;
    }

    /// The product of the scalar's matrix of second derivatives with a vector, given in the parts
    /// `vectors`, without forming the matrix: the gradient of ⟨gradient, vector⟩ (Pearlmutter
    /// 1994).
    public static List<Tensor> hessianVectorProduct(
            Tensor scalar, List<Tensor> towards, List<Tensor> vectors) {
        List<Tensor> gradients = of(scalar, towards);
        Tensor product = scalar.zerosLike();
        for (int i = 0; i < gradients.size(); i++) {
            product = product.plus(gradients.get(i).times(vectors.get(i)).sum());
        }
        return orZeros(product, towards);
    }

    /// The vector-Jacobian product: given the gradient of some error towards `output`, its
    /// gradients towards each tensor; null where there is no differentiable path.
    static @Nullable Tensor[] pullback(Tensor output, Tensor seed, List<Tensor> towards) {
        Trace trace = output.trace();
        Set<Node> wanted = new HashSet<>();
        towards.forEach(tensor -> wanted.add(tensor.node()));
        Map<Node, Boolean> carries = new HashMap<>();
        Map<Node, Tensor> gradients = new HashMap<>();
        gradients.put(output.node(), seed);
        PriorityQueue<Node> queue =
                new PriorityQueue<>(Comparator.comparingInt(Node::id).reversed());
        queue.add(output.node());
        Set<Node> queued = new HashSet<>(queue);
        while (!queue.isEmpty()) {
            Node node = queue.remove();
            Tensor gradient = gradients.get(node);
            if (gradient == null || !carries(node, wanted, carries)) {
                continue;
            }
            List<Tensor> inputs = node.inputs().stream().map(n -> new Tensor(trace, n)).toList();
            Tensor value = new Tensor(trace, node);
            List<@Nullable Tensor> parts =
                    trace.from(
                            node.origin().asGradient(),
                            () -> node.op().gradient(new GradientContext(inputs, value, gradient)));
            for (int i = 0; i < parts.size(); i++) {
                Tensor part = parts.get(i);
                Node input = node.input(i);
                if (part == null || !carries(input, wanted, carries)) {
                    continue;
                }
                if (!part.type().equals(input.type())) {
                    throw new Fault(
                            "gradient of " + node,
                            "input " + i + " is " + input.type() + ", its gradient " + part.type());
                }
                gradients.merge(
                        input,
                        part,
                        (a, b) -> trace.from(input.origin().asGradient(), () -> a.plus(b)));
                if (queued.add(input)) {
                    queue.add(input);
                }
            }
        }
        return towards.stream().map(tensor -> gradients.get(tensor.node())).toArray(Tensor[]::new);
    }

    /// Whether a wanted tensor can be reached backward from the node along floating-point values.
    private static boolean carries(Node node, Set<Node> wanted, Map<Node, Boolean> known) {
        // Depth-first without recursion: graphs are deep.
        List<Node> stack = new ArrayList<>(List.of(node));
        while (!known.containsKey(node)) {
            Node top = stack.getLast();
            boolean blocked = !top.dtype().isFloating();
            List<Node> open =
                    blocked
                            ? List.of()
                            : top.inputs().stream().filter(n -> !known.containsKey(n)).toList();
            if (open.isEmpty()) {
                known.put(
                        top,
                        !blocked
                                && (wanted.contains(top)
                                        || top.inputs().stream()
                                                .anyMatch(n -> known.getOrDefault(n, false))));
                stack.removeLast();
            } else {
                stack.addAll(open);
            }
        }
        return known.getOrDefault(node, false);
    }

    private static void checkScalar(Tensor scalar) {
        if (scalar.shape().size() != 1 || !scalar.dtype().isFloating()) {
            throw new GradientException(
                    "gradients are taken of one floating-point number",
                    List.of(scalar.type()),
                    scalar.node().origin(),
                    scalar.dtype().isFloating()
                            ? "reduce it first: x.sum() or x.mean()"
                            : "integers and truth values have no derivative; cast before the computation");
        }
    }

    private static GradientException missing(Tensor scalar, Tensor towards) {
        String name =
                towards.node().op() instanceof Input(String input, TensorType _)
                        ? "input \"" + input + "\""
                        : towards.node().toString();
        return new GradientException(
                "the result does not depend on " + name + " through differentiable operations",
                Arrays.asList(scalar.type(), towards.type()),
                towards.node().origin(),
                !towards.dtype().isFloating()
                        ? "integers and truth values have no derivative"
                        : "look for a stopGradient, a comparison or rounding between them, or a parameter never used;"
                                + " Gradients.orZeros takes such gradients as 0");
    }
}
