package org.glissade.learn.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.glissade.learn.Reference;
import org.glissade.learn.augment.Batch;
import org.glissade.learn.augment.Mixup;
import org.glissade.learn.layer.AlphaDropout;
import org.glissade.learn.layer.Dropout;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.SpatialDropout;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.random.Draws;
import org.glissade.learn.random.RandomStream;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What training draws, compared with PyTorch: other random numbers, so the values that can come
/// out, and how often they do.
class RandomLayersAgainstTorchTest {
    private static final int EXAMPLES = 100;
    private static final int CHANNELS = 40;
    private static final int PLACES = 9;
    private static final Shape SHAPE = Shape.of(EXAMPLES, CHANNELS, 3, 3);

    private static Array values(String name, Shape shape) {
        RandomStream stream = RandomStream.of(5, name);
        return Array.of(
                shape,
                IntStream.range(0, (int) shape.size()).mapToDouble(stream::normal).toArray());
    }

    private static double[] ours(Layer layer, Array x) {
        Trace trace = new Trace();
        Tensor input = trace.input("x", x.dtype(), x.shape());
        Tensor counter = trace.input("@random", DType.I64, Shape.scalar());
        return Reference.value(
                        Forward.training(layer, input, counter).output(),
                        Map.of("x", x, "@random", Array.scalar(12L)))
                .toDoubles();
    }

    private static double[] theirs(UnaryOperator<org.bytedeco.pytorch.Tensor> layer, Array x) {
        torch.manual_seed(3);
        try (PointerScope _ = new PointerScope()) {
            return Torch.doubles(layer.apply(Torch.tensor(x)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.4, 0.8})
    void theSameValuesComeOutEquallyOften(double rate) {
        for (double input : new double[] {1, -2.5}) {
            double[] all = new double[(int) SHAPE.size()];
            Arrays.fill(all, input);
            Array x = Array.of(SHAPE, all);
            int size = all.length;
            compare(
                    ours(new Dropout(rate), x),
                    theirs(y -> torch.dropout(y, rate, true), x),
                    rate,
                    size);
            compare(
                    ours(new AlphaDropout(rate), x),
                    theirs(y -> torch.alpha_dropout(y, rate, true), x),
                    rate,
                    size);
            compare(
                    ours(new SpatialDropout(rate, 1), x),
                    theirs(y -> torch.feature_dropout(y, rate, true), x),
                    rate,
                    EXAMPLES * CHANNELS);
        }
    }

    /// @param draws how many of the values were drawn independently
    private static void compare(double[] ours, double[] theirs, double rate, int draws) {
        double[] our = Arrays.stream(ours).distinct().sorted().toArray();
        double[] their = Arrays.stream(theirs).distinct().sorted().toArray();
        assertThat(our).hasSize(2).usingComparatorWithPrecision(1e-12).containsExactly(their);
        double deviation = Math.sqrt(rate * (1 - rate) / draws);
        assertThat(share(ours, our[0])).isCloseTo(share(theirs, their[0]), within(7 * deviation));
    }

    private static double share(double[] values, double value) {
        return Arrays.stream(values).filter(v -> v == value).count() / (double) values.length;
    }

    @Test
    void channelsGoTogetherHereAndThere() {
        double[] all = new double[(int) SHAPE.size()];
        Arrays.fill(all, 1);
        Array ones = Array.of(SHAPE, all);
        for (double[] values :
                new double[][] {
                    ours(new SpatialDropout(0.4, 1), ones),
                    theirs(y -> torch.feature_dropout(y, 0.4, true), ones)
                }) {
            for (int channel = 0; channel < EXAMPLES * CHANNELS; channel++) {
                double[] places =
                        Arrays.copyOfRange(values, channel * PLACES, (channel + 1) * PLACES);
                assertThat(places).containsOnly(places[0]);
            }
        }
    }

    @Test
    void crossEntropyOfMixedBatchesIsThatOfMixedLabels() {
        int rows = 6;
        int classes = 4;
        Trace trace = new Trace();
        Tensor counter = trace.input("@random", DType.I64, Shape.scalar());
        Tensor x = trace.input("x", DType.F64, Shape.of(rows, classes));
        Tensor labels = trace.input("labels", DType.I32, Shape.of(rows));
        Batch batch =
                new Mixup(0.6).apply(new Draws(trace, counter, "@mixup"), Batch.of(x, labels));
        Tensor loss =
                batch.targets().stream()
                        .map(target ->
                                target.part(
                                        Loss.crossEntropy()
                                                .mean(batch.features(), target.values())))
                        .reduce(Tensor::plus)
                        .orElseThrow();
        Tensor firstShare = batch.targets().getFirst().part(trace.constant(DType.F64, 1));
        Tensor gradient = Gradients.of(loss, List.of(x)).getFirst();
        for (long step = 0; step < 20; step++) {
            Map<String, Array> in =
                    Map.of(
                            "x", values("x" + step, Shape.of(rows, classes)),
                            "labels", Array.of(Shape.of(rows), 0, 3, 1, 1, 2, 0),
                            "@random", Array.scalar(step));
            double share = Reference.value(firstShare, in).getFlat(0);
            Array order = Reference.value(partnerRows(), in);
            try (PointerScope _ = new PointerScope()) {
                org.bytedeco.pytorch.Tensor first =
                        Torch.variable(Objects.requireNonNull(in.get("x")));
                org.bytedeco.pytorch.Tensor soft =
                        torch.one_hot(
                                        Torch.tensor(Objects.requireNonNull(in.get("labels"))),
                                        classes)
                                .to(torch.ScalarType.Double);
                org.bytedeco.pytorch.Tensor rowsOfOthers = Torch.tensor(order);
                org.bytedeco.pytorch.Tensor mixed = mixed(first, rowsOfOthers, share);
                org.bytedeco.pytorch.Tensor mixedLabels = mixed(soft, rowsOfOthers, share);
                org.bytedeco.pytorch.Tensor judge = torch.cross_entropy_loss(mixed, mixedLabels);
                assertThat(Reference.value(loss, in).getFlat(0))
                        .isCloseTo(Torch.doubles(judge)[0], within(1e-13));
                assertThat(Reference.value(gradient, in).toDoubles())
                        .usingComparatorWithPrecision(1e-13)
                        .containsExactly(Torch.doubles(Torch.gradients(judge, first).getFirst()));
            }
        }
    }

    /// The numbers of the rows that come to the others, found by mixing the row numbers alike.
    private static Tensor partnerRows() {
        Trace trace = new Trace();
        Tensor counter = trace.input("@random", DType.I64, Shape.scalar());
        Tensor rows = trace.iota(DType.I32, Shape.of(6), 0);
        Tensor any = trace.full(DType.F64, Shape.of(6, 1), 0);
        return new Mixup(0.6)
                .apply(new Draws(trace, counter, "@mixup"), Batch.of(any, rows))
                .targets()
                .getLast()
                .values();
    }

    private static org.bytedeco.pytorch.Tensor mixed(
            org.bytedeco.pytorch.Tensor values, org.bytedeco.pytorch.Tensor order, double share) {
        return values.mul(new Scalar(share))
                .add(values.index_select(0, order).mul(new Scalar(1 - share)));
    }
}
