package org.glissade.learn.loss;

import java.util.List;
import java.util.stream.IntStream;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// Connectionist temporal classification: −log of the probability of all ways to spread a sequence
/// of labels over more time steps, where labels may repeat and blanks may stand between them
/// (Graves and others 2006, equations 6 to 8).
///
/// The forward variables of all examples are computed together, one group of operations for each
/// time step, as logarithms; the gradient is that of these operations. A sequence that does not fit
/// into its time steps has the loss ∞ and no gradient.
///
/// @param blank the class that stands for no label, 0 or more
public record Ctc(int blank) implements Loss {
    /// The logarithm of a probability of 0. Unlike −∞ it may be subtracted from itself.
    private static final double NEVER = -1e30;

    /// The blank is checked.
    public Ctc {
        if (blank < 0) {
            throw new IllegalArgumentException("the blank of ctc is a class, but got " + blank);
        }
    }

    /// Class 0 is the blank.
    public Ctc() {
        this(0);
    }

    /// The loss of each example, `[n]`, where all time steps count.
    ///
    /// @param logits `[n, time, classes]`
    /// @param labels `[n, length]` of I32 or I64, shorter sequences filled up with -1; none of them
    ///   is the blank
    @Override
    public Tensor perExample(Tensor logits, Tensor labels) {
        check(logits, labels);
        Tensor all =
                logits.trace()
                        .constant(DType.I32, logits.dim(1))
                        .broadcastTo(Shape.of(logits.dim(0)));
        return perExample(logits, labels, all);
    }

    /// The loss of each example, `[n]`, for examples of different durations.
    ///
    /// @param logits `[n, time, classes]`
    /// @param labels `[n, length]` as above
    /// @param times how many time steps count in each example, `[n]` of I32, from 1 to `time`
    public Tensor perExample(Tensor logits, Tensor labels, Tensor times) {
        check(logits, labels);
        int n = logits.dim(0);
        int states = 2 * labels.dim(1) + 1;
        Tensor sequence = withBlanks(labels, states);
        Tensor logs = logits.logSoftmax(-1);
        // The logarithm for each state at each time: a product with rows of one 1 picks exactly.
        Tensor picked = logs.matmul(sequence.oneHot(logits.dim(2), logits.dtype()).transpose());
        Tensor never = logits.trace().full(logits.dtype(), Shape.of(n, states), NEVER);
        Tensor position = labels.trace().iota(DType.I32, Shape.of(n, states), 1);
        Tensor skips = skips(sequence, states);

        Tensor alpha = Tensor.select(position.lessThan(2), picked.index(1, 0), never);
        for (int t = 1; t < logits.dim(1); t++) {
            Tensor fromSkipped = Tensor.select(skips, shifted(alpha, 2), never);
            Tensor next = add(alpha, shifted(alpha, 1), fromSkipped).plus(picked.index(1, t));
            Tensor runs = times.greaterThan(t).expandDims(-1);
            alpha = Tensor.select(runs, next, alpha);
        }
        return ends(alpha, labels, position).negate();
    }

    /// −log of what the last two states of each sequence hold.
    private static Tensor ends(Tensor alpha, Tensor labels, Tensor position) {
        Tensor last = labels.greaterOrEqualTo(0).cast(DType.I32).sum(1).times(2).expandDims(-1);
        Tensor isLast = position.equalTo(last).or(position.equalTo(last.minus(1)));
        Tensor never = alpha.zerosLike().plus(NEVER);
        Tensor result = Tensor.select(isLast, alpha, never).logSumExp(-1);
        Tensor impossible = result.zerosLike().plus(Double.NEGATIVE_INFINITY);
        return Tensor.select(result.lessThan(NEVER / 2), impossible, result);
    }

    /// Blank, label, blank, label, …, blank: `[n, states]`.
    private Tensor withBlanks(Tensor labels, int states) {
        Tensor between = labels.zerosLike().plus(blank);
        Tensor pairs = Tensor.stack(2, between, labels).flatten(1);
        Tensor end = labels.trace().full(labels.dtype(), Shape.of(labels.dim(0), 1), blank);
        return states == 1 ? end : Tensor.concat(1, pairs, end);
    }

    /// Where a state may follow the one two before it: at a label other than the one before.
    private Tensor skips(Tensor sequence, int states) {
        Tensor before = sequence.pad(new int[] {0, 2}, new int[] {0, 0}, blank).slice(1, 0, states);
        return sequence.notEqualTo(blank).and(sequence.notEqualTo(before));
    }

    private static Tensor shifted(Tensor alpha, int by) {
        int states = alpha.dim(1);
        return alpha.pad(new int[] {0, by}, new int[] {0, 0}, NEVER).slice(1, 0, states);
    }

    /// log(eᵃ + eᵇ + eᶜ).
    private static Tensor add(Tensor a, Tensor b, Tensor c) {
        Tensor greatest = a.maximum(b).maximum(c).stopGradient();
        Tensor sum =
                List.of(a, b, c).stream()
                        .map(part -> part.minus(greatest).exp())
                        .reduce(Tensor::plus)
                        .orElseThrow();
        return sum.log().plus(greatest);
    }

    private void check(Tensor logits, Tensor labels) {
        Operands operands = new Operands(this, logits, labels);
        operands.checkIntegers(
                "labels are integers, the numbers of the classes",
                "cast them with labels.cast(DType.I32)");
        boolean fits =
                logits.shape().rank() == 3
                        && labels.shape().rank() == 2
                        && logits.dim(0) == labels.dim(0)
                        && logits.dim(1) > 0
                        && blank < logits.dim(2)
                        && IntStream.of(logits.shape().dims()).allMatch(size -> size > 0);
        if (!fits) {
            throw operands.shapes(
                    "takes logits [n, time, classes] with the blank among the classes, and labels [n, length]",
                    "fill shorter label sequences up with -1");
        }
    }

    /// `ctc(0)`.
    @Override
    public String toString() {
        return "ctc(" + blank + ")";
    }
}
