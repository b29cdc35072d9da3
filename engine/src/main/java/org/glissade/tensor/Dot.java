package org.glissade.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The general product of two tensors: batch axes are paired and kept, contracted axes are paired,
/// multiplied and summed. The result's axes are the batch axes, the left's free axes, then the
/// right's.
///
/// A matrix product `[m, k] · [k, n]` contracts `[1]` with `[0]`.
public record Dot(
        List<Integer> leftBatch,
        List<Integer> rightBatch,
        List<Integer> leftContract,
        List<Integer> rightContract)
        implements Op {
    /// Copies the lists.
    public Dot {
        leftBatch = List.copyOf(leftBatch);
        rightBatch = List.copyOf(rightBatch);
        leftContract = List.copyOf(leftContract);
        rightContract = List.copyOf(rightContract);
    }

    /// The axes of an operand that are neither batch nor contracted, ascending.
    public static List<Integer> free(Shape shape, List<Integer> batch, List<Integer> contract) {
        return IntStream.range(0, shape.rank())
                .boxed()
                .filter(axis -> !batch.contains(axis) && !contract.contains(axis))
                .toList();
    }

    @Override
    public TensorType type(List<TensorType> inputs, Origin origin) {
        Rule rule =
                new Rule("dot", inputs, origin)
                        .count(2)
                        .sameDType()
                        .requireType(
                                inputs.getFirst().dtype().isNumeric(),
                                "multiplies numbers",
                                "cast truth values first");
        Shape left = rule.shape(0);
        Shape right = rule.shape(1);
        for (int i = 0; i < leftBatch.size(); i++) {
            pair(rule, "batch", leftBatch.get(i), rightBatch.get(i));
        }
        for (int i = 0; i < leftContract.size(); i++) {
            pair(rule, "contracted", leftContract.get(i), rightContract.get(i));
        }
        List<Integer> dims = new ArrayList<>();
        leftBatch.forEach(axis -> dims.add(left.dim(axis)));
        free(left, leftBatch, leftContract).forEach(axis -> dims.add(left.dim(axis)));
        free(right, rightBatch, rightContract).forEach(axis -> dims.add(right.dim(axis)));
        return rule.input(0).with(Shape.of(dims));
    }

    private static void pair(Rule rule, String kind, int leftAxis, int rightAxis) {
        int left = rule.shape(0).dim(leftAxis);
        int right = rule.shape(1).dim(rightAxis);
        if (left == right) {
            return;
        }
        Shape other = rule.shape(1);
        boolean swapped =
                other.rank() >= 2
                        && kind.equals("contracted")
                        && left == other.dim(rightAxis == other.rank() - 1 ? -2 : -1);
        rule.require(
                false,
                kind
                        + " axis "
                        + leftAxis
                        + " of the left operand has size "
                        + left
                        + ", but axis "
                        + rightAxis
                        + " of the right operand has size "
                        + right,
                swapped
                        ? "the sizes match if the right operand is transposed: x.matmul(w.transpose())"
                        : "check the layer's input size, or reshape one operand");
    }

    @Override
    public List<@Nullable Tensor> gradient(GradientContext context) {
        Tensor left = context.input(0);
        Tensor right = context.input(1);
        Tensor gradient = context.gradient();
        List<Integer> leftFree = free(left.shape(), leftBatch, leftContract);
        List<Integer> rightFree = free(right.shape(), rightBatch, rightContract);
        List<Integer> batch = range(0, leftBatch.size());
        List<Integer> gradientLeftFree = range(batch.size(), batch.size() + leftFree.size());
        List<Integer> gradientRightFree =
                range(batch.size() + leftFree.size(), gradient.shape().rank());
        Tensor towardsLeft =
                gradient.dot(right, new Dot(batch, rightBatch, gradientRightFree, rightFree));
        Tensor towardsRight =
                gradient.dot(left, new Dot(batch, leftBatch, gradientLeftFree, leftFree));
        return List.of(
                restore(towardsLeft, leftBatch, leftFree, leftContract, rightContract),
                restore(towardsRight, rightBatch, rightFree, rightContract, leftContract));
    }

    /// The axes of a gradient, which come as batch, own free, then the other operand's contracted
    /// axes in ascending order, put back where the operand has them.
    private static Tensor restore(
            Tensor gradient,
            List<Integer> batch,
            List<Integer> free,
            List<Integer> contract,
            List<Integer> otherContract) {
        int[] permutation = new int[gradient.shape().rank()];
        for (int i = 0; i < batch.size(); i++) {
            permutation[batch.get(i)] = i;
        }
        for (int i = 0; i < free.size(); i++) {
            permutation[free.get(i)] = batch.size() + i;
        }
        List<Integer> ascending = otherContract.stream().sorted().toList();
        for (int i = 0; i < contract.size(); i++) {
            permutation[contract.get(i)] =
                    batch.size() + free.size() + ascending.indexOf(otherContract.get(i));
        }
        return gradient.transpose(IntStream.of(permutation).boxed().toList());
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Override
    public String text() {
        String contract = "contract " + leftContract + "x" + rightContract;
        return leftBatch.isEmpty()
                ? "dot " + contract
                : "dot batch " + leftBatch + "x" + rightBatch + " " + contract;
    }
}
