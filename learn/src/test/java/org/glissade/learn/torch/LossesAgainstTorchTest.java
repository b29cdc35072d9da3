package org.glissade.learn.torch;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.glissade.learn.loss.BinaryCrossEntropy;
import org.glissade.learn.loss.BinaryFocal;
import org.glissade.learn.loss.BinaryHinge;
import org.glissade.learn.loss.Contrastive;
import org.glissade.learn.loss.CrossEntropy;
import org.glissade.learn.loss.Ctc;
import org.glissade.learn.loss.Focal;
import org.glissade.learn.loss.Hinge;
import org.glissade.learn.loss.Huber;
import org.glissade.learn.loss.InfoNce;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.loss.Quantile;
import org.glissade.learn.loss.SmoothL1;
import org.glissade.learn.loss.Triplet;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every loss in F64 as PyTorch has it: per example, as mean and as sum, with gradients, also where
/// outputs reach ±10,000. What PyTorch lacks is written with its operations, from the paper.
class LossesAgainstTorchTest {
    private static final int NONE = 0;
    private static final int MEAN = 1;
    private static final int SUM = 2;
    private static final int COLUMNS = 5;
    private static final int ROWS = Points.COUNT / COLUMNS;
    private static final double[] CLASS_WEIGHTS = {0.5, 2, 1, 0, 3};
    private static final TensorOptional ABSENT = new TensorOptional();

    /// A loss beside PyTorch's of each example.
    record Case(Loss ours, BinaryOperator<Tensor> theirs, double low, double high) {
        @Override
        public String toString() {
            return ours + " of outputs from " + low + " to " + high;
        }
    }

    private static Stream<Case> at(Loss ours, BinaryOperator<Tensor> theirs, double... ranges) {
        return Arrays.stream(ranges).mapToObj(range -> new Case(ours, theirs, -range, range));
    }

    /// Of each example's values the mean.
    private static BinaryOperator<Tensor> each(BinaryOperator<Tensor> values) {
        return (z, t) -> values.apply(z, t).mean(1L);
    }

    private static Scalar number(double value) {
        return new Scalar(value);
    }

    /// Outputs and targets `[n, columns]` of real numbers.
    static Stream<Case> valueLosses() {
        return Stream.of(
                        at(
                                Loss.meanSquaredError(),
                                each((z, t) -> torch.mse_loss(z, t, NONE)),
                                3,
                                1e4),
                        at(
                                Loss.meanAbsoluteError(),
                                each((z, t) -> torch.l1_loss(z, t, NONE)),
                                3,
                                1e4),
                        at(new Huber(), each((z, t) -> torch.huber_loss(z, t, NONE, 1)), 3, 1e4),
                        at(new Huber(0.7), each((z, t) -> torch.huber_loss(z, t, NONE, 0.7)), 3),
                        at(
                                new SmoothL1(),
                                each((z, t) -> torch.smooth_l1_loss(z, t, NONE, 1)),
                                3,
                                1e4),
                        at(
                                new SmoothL1(0.3),
                                each((z, t) -> torch.smooth_l1_loss(z, t, NONE, 0.3)),
                                3),
                        at(Loss.logCosh(), each((z, t) -> z.sub(t).cosh().log()), 3, 300),
                        at(
                                new Quantile(0.9),
                                each((z, t) ->
                                        t.sub(z)
                                                .relu()
                                                .mul(number(0.9))
                                                .add(z.sub(t).relu().mul(number(0.1)))),
                                3,
                                1e4),
                        at(
                                Loss.poisson(),
                                each((z, t) -> torch.poisson_nll_loss(z, t, true, false, 0, NONE)),
                                3,
                                300),
                        at(
                                Loss.cosine(),
                                // PyTorch's loss adds 1e-12 to squared norms, its function does
                                // not.
                                (z, t) ->
                                        torch.cosine_similarity(z, t, 1, 1e-8).neg().add(number(1)),
                                3,
                                1e4))
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("valueLosses")
    void lossesOfValuesAgree(Case one) {
        Array target = Judged.uniform(2, -3, 3, Shape.of(ROWS, COLUMNS));
        compare(one, target, 1e-12);
    }

    /// Logits `[n, columns]` and targets in [0, 1].
    static Stream<Case> shareLosses() {
        return Stream.of(
                        at(Loss.binaryCrossEntropy(), each(bce(ABSENT)), 3, 1e4),
                        at(
                                new BinaryCrossEntropy(2.5, 0),
                                each((z, t) ->
                                        bce(new TensorOptional(
                                                        torch.full(
                                                                new long[] {1},
                                                                number(2.5),
                                                                z.options())))
                                                .apply(z, t)),
                                3,
                                1e4),
                        at(
                                new BinaryCrossEntropy(1, 0.2),
                                each((z, t) ->
                                        bce(ABSENT).apply(z, t.mul(number(0.8)).add(number(0.1)))),
                                3,
                                1e4))
                .flatMap(cases -> cases);
    }

    private static BinaryOperator<Tensor> bce(TensorOptional positive) {
        return (z, t) -> torch.binary_cross_entropy_with_logits(z, t, ABSENT, positive, NONE);
    }

    @ParameterizedTest
    @MethodSource("shareLosses")
    void lossesOfSharesAgree(Case one) {
        compare(one, Judged.uniform(2, 0, 1, Shape.of(ROWS, COLUMNS)), 1e-12);
    }

    /// Outputs `[n, columns]` and targets of 0 or 1.
    static Stream<Case> binaryLosses() {
        return Stream.of(
                        at(new BinaryFocal(), each(binaryFocal(2, 0.25)), 3, 1e4),
                        at(new BinaryFocal(0.5, 0.5), each(binaryFocal(0.5, 0.5)), 3),
                        at(new BinaryFocal(0, 0.5), each(binaryFocal(0, 0.5)), 3, 1e4),
                        at(new BinaryHinge(1, false), each(hinge(1)), 3, 1e4),
                        at(new BinaryHinge(0, false), each(hinge(0)), 3, 1e4),
                        at(
                                new BinaryHinge(1, true),
                                each((z, t) -> hinge(1).apply(z, t).square()),
                                3,
                                1e4))
                .flatMap(cases -> cases);
    }

    private static BinaryOperator<Tensor> hinge(double margin) {
        return (z, t) ->
                torch.margin_ranking_loss(
                        z, torch.zeros_like(z), t.mul(number(2)).sub(number(1)), margin, NONE);
    }

    /// The paper's α_t (1 − p_t)^γ times the cross-entropy.
    private static BinaryOperator<Tensor> binaryFocal(double gamma, double alpha) {
        return (z, t) -> {
            Tensor sign = t.mul(number(2)).sub(number(1));
            Tensor rest = z.mul(sign).neg().sigmoid();
            Tensor weight = t.mul(number(2 * alpha - 1)).add(number(1 - alpha));
            Tensor power = gamma == 0 ? torch.ones_like(z) : rest.pow(number(gamma));
            return bce(ABSENT).apply(z, t).mul(power).mul(weight);
        };
    }

    @ParameterizedTest
    @MethodSource("binaryLosses")
    void lossesOfTwoClassesAgree(Case one) {
        Array target = Judged.uniform(2, 0, 1, Shape.of(ROWS, COLUMNS));
        for (long i = 0; i < target.size(); i++) {
            target.setFlat(i, Math.rint(target.getFlat(i)));
        }
        compare(one, target, 1e-12);
    }

    private static void compare(Case one, Array target, double tolerance) {
        Array output = Judged.uniform(1, one.low(), one.high(), target.shape());
        Judged.compare(
                one.toString(),
                in -> one.ours().perExample(in.get(0), in.get(1).stopGradient()),
                in -> one.theirs().apply(in.get(0), in.get(1).detach()),
                List.of(output, target),
                tolerance);
    }

    /// Cross-entropies with PyTorch's arguments: weights, reduction, ignored label, smoothing.
    @Test
    void crossEntropiesAgreeWithAllOptions() {
        for (double range : new double[] {3, 1e4}) {
            for (boolean weighted : new boolean[] {false, true}) {
                for (double smoothing : new double[] {0, 0.1}) {
                    for (int ignored : new int[] {-100, 2}) {
                        CrossEntropy ours =
                                new CrossEntropy(List.of(), smoothing, OptionalInt.of(ignored));
                        crossEntropy(
                                weighted ? ours.withClassWeights(CLASS_WEIGHTS) : ours,
                                range,
                                weighted,
                                ignored);
                    }
                }
            }
            crossEntropy(new CrossEntropy(List.of(), 0, OptionalInt.empty()), range, false, -100);
        }
    }

    private static void crossEntropy(
            CrossEntropy ours, double range, boolean weighted, int ignored) {
        List<Array> arguments = logits(range);
        for (int reduction : new int[] {NONE, MEAN, SUM}) {
            Judged.compare(
                    ours + ", reduction " + reduction + ", range " + range,
                    in ->
                            switch (reduction) {
                                case NONE -> ours.perExample(in.get(0), in.get(1));
                                case MEAN -> ours.mean(in.get(0), in.get(1));
                                default -> ours.sum(in.get(0), in.get(1));
                            },
                    in ->
                            torch.cross_entropy_loss(
                                    in.get(0),
                                    in.get(1),
                                    weighted
                                            ? new TensorOptional(Tensor.create(CLASS_WEIGHTS))
                                            : ABSENT,
                                    reduction,
                                    ignored,
                                    ours.smoothing()),
                    arguments,
                    1e-12);
        }
    }

    private static List<Array> logits(double range) {
        return List.of(
                Judged.uniform(1, -range, range, Shape.of(ROWS, COLUMNS)),
                Judged.labels(2, COLUMNS, Shape.of(ROWS)));
    }

    @Test
    void hingesOfClassesAgree() {
        for (double range : new double[] {3, 1e4}) {
            for (boolean squared : new boolean[] {false, true}) {
                Hinge ours = new Hinge(1.5, squared);
                Judged.compare(
                        ours.toString(),
                        in -> ours.perExample(in.get(0), in.get(1)),
                        in ->
                                torch.multi_margin_loss(
                                        in.get(0),
                                        in.get(1),
                                        new Scalar(squared ? 2 : 1),
                                        new Scalar(1.5),
                                        ABSENT,
                                        NONE),
                        logits(range),
                        1e-12);
            }
        }
    }

    @Test
    void focalLossOfClassesAgreesWithThePaper() {
        for (double gamma : new double[] {0, 1, 2}) {
            Focal ours = new Focal(gamma, List.of(0.5, 2.0, 1.0, 0.0, 3.0));
            for (double range : new double[] {3, 1e4}) {
                Judged.compare(
                        ours.toString(),
                        in -> ours.perExample(in.get(0), in.get(1)),
                        in -> {
                            Tensor log =
                                    torch.cross_entropy_loss(
                                            in.get(0), in.get(1), ABSENT, NONE, -100, 0);
                            Tensor rest = log.neg().expm1().neg().pow(new Scalar(gamma));
                            return log.mul(rest)
                                    .mul(Tensor.create(CLASS_WEIGHTS).index_select(0, in.get(1)));
                        },
                        logits(range),
                        1e-12);
            }
        }
    }

    @Test
    void divergenceAgrees() {
        for (double range : new double[] {3, 1e4}) {
            Array target = Judged.uniform(2, 0, 1, Shape.of(ROWS, COLUMNS));
            for (int row = 0; row < ROWS; row++) {
                double sum = 0;
                for (int i = 0; i < COLUMNS; i++) {
                    // Some classes are impossible.
                    long at = (long) row * COLUMNS + i;
                    target.setFlat(at, Math.max(0, target.getFlat(at) - 0.2));
                    sum += target.getFlat(at);
                }
                for (int i = 0; i < COLUMNS; i++) {
                    long at = (long) row * COLUMNS + i;
                    target.setFlat(at, sum == 0 ? 0.2 : target.getFlat(at) / sum);
                }
            }
            compare(
                    new Case(
                            Loss.klDivergence(),
                            (z, t) -> torch.kl_div(z.log_softmax(-1), t, NONE, false).sum(1L),
                            -range,
                            range),
                    target,
                    1e-12);
        }
    }

    @Test
    void infoNceIsTheCrossEntropyOfCosines() {
        InfoNce ours = new InfoNce(0.1);
        Judged.compare(
                ours.toString(),
                in -> ours.perExample(in.get(0), in.get(1)),
                in -> {
                    Tensor q =
                            in.get(0)
                                    .div(
                                            in.get(0)
                                                    .norm(
                                                            new ScalarOptional(new Scalar(2)),
                                                            new long[] {1},
                                                            true));
                    Tensor k =
                            in.get(1)
                                    .div(
                                            in.get(1)
                                                    .norm(
                                                            new ScalarOptional(new Scalar(2)),
                                                            new long[] {1},
                                                            true));
                    Tensor own = torch.arange(new Scalar(60));
                    return torch.cross_entropy_loss(
                            q.matmul(k.t()).div(new Scalar(0.1)), own, ABSENT, NONE, -100, 0);
                },
                List.of(
                        Judged.uniform(1, -3, 3, Shape.of(60, 7)),
                        Judged.uniform(2, -3, 3, Shape.of(60, 7))),
                1e-12);
    }

    @Test
    void lossesOfPairsAndTriplesAgree() {
        List<Array> triples =
                List.of(
                        Judged.uniform(1, -3, 3, Shape.of(ROWS, 7)),
                        Judged.uniform(2, -3, 3, Shape.of(ROWS, 7)),
                        Judged.uniform(3, -3, 3, Shape.of(ROWS, 7)));
        for (boolean swap : new boolean[] {false, true}) {
            Triplet ours = new Triplet(1.5, swap);
            Judged.compare(
                    ours.toString(),
                    in -> ours.perExample(in.get(0), in.get(1), in.get(2)),
                    in ->
                            torch.triplet_margin_loss(
                                    in.get(0), in.get(1), in.get(2), 1.5, 2, 0, swap, NONE),
                    triples,
                    1e-12);
        }
        Contrastive pairs = new Contrastive(6);
        Array same = Judged.uniform(4, 0, 1, Shape.of(ROWS));
        for (int i = 0; i < ROWS; i++) {
            same.setFlat(i, Math.rint(same.getFlat(i)));
        }
        Judged.compare(
                pairs.toString(),
                in -> pairs.perExample(in.get(0), in.get(1), in.get(2).stopGradient()),
                in -> {
                    Tensor distance = in.get(0).sub(in.get(1)).square().sum(1L).sqrt();
                    Tensor s = in.get(2).detach();
                    Tensor near = distance.neg().add(new Scalar(6)).relu().square();
                    return distance.square()
                            .mul(s)
                            .add(near.mul(s.neg().add(new Scalar(1))))
                            .mul(new Scalar(0.5));
                },
                List.of(triples.get(0), triples.get(1), same),
                1e-12);
    }

    @Test
    void connectionistTemporalClassificationAgrees() {
        int n = 6;
        int time = 20;
        int classes = 5;
        Array labels =
                Array.of(
                        Shape.of(n, 4),
                        new int[] {
                            1, 2, 3, 4, 1, 1, 1, 1, 2, 2, 3, -1, 4, -1, -1, -1, -1, -1, -1, -1, 3,
                            1, 3, 1
                        });
        long[] lengths = {4, 4, 3, 1, 0, 4};
        int[] times = {20, 11, 20, 3, 7, 4};
        for (double range : new double[] {3, 1e4}) {
            Judged.compare(
                    "ctc up to " + range,
                    in -> new Ctc().perExample(in.get(0), in.get(1), in.get(2)),
                    in ->
                            torch.ctc_loss(
                                    in.get(0).log_softmax(-1).transpose(0, 1),
                                    in.get(1).clamp_min(new Scalar(0)),
                                    Arrays.stream(times).asLongStream().toArray(),
                                    lengths,
                                    0,
                                    NONE,
                                    false),
                    List.of(
                            Judged.uniform(1, -range, range, Shape.of(n, time, classes)),
                            labels,
                            Array.of(Shape.of(n), times)),
                    // Logarithms of some 100,000 have rounding errors of 1e-11, their exponentials
                    // too.
                    range > 3 ? 1e-10 : 1e-12);
        }
    }
}
