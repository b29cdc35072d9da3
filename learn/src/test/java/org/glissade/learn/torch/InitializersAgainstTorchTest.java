package org.glissade.learn.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.FanModeType;
import org.bytedeco.pytorch.Nonlinearity;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kFanIn;
import org.bytedeco.pytorch.kLeakyReLU;
import org.bytedeco.pytorch.kReLU;
import org.glissade.learn.initial.Fans;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Initialisers against those of `torch.nn.init`, on weights that PyTorch has as `[out, in]`.
class InitializersAgainstTorchTest {
    private static final int IN = 400;
    private static final int OUT = 250;

    static Stream<Arguments> initialisers() {
        return Stream.of(
                Arguments.of(
                        "xavier_uniform_",
                        Initializer.glorotUniform(),
                        1.0,
                        judge(w -> torch.xavier_uniform_(w, 1))),
                Arguments.of(
                        "xavier_uniform_ with a gain",
                        Initializer.glorotUniform(),
                        1.5,
                        judge(w -> torch.xavier_uniform_(w, 1.5))),
                Arguments.of(
                        "xavier_normal_",
                        Initializer.glorotNormal(),
                        1.0,
                        judge(w -> torch.xavier_normal_(w, 1))),
                Arguments.of(
                        "kaiming_uniform_",
                        Initializer.heUniform(),
                        1.0,
                        judge(w -> torch.kaiming_uniform_(w, 0, fanIn(), relu()))),
                Arguments.of(
                        "kaiming_normal_",
                        Initializer.heNormal(),
                        1.0,
                        judge(w -> torch.kaiming_normal_(w, 0, fanIn(), relu()))),
                // What torch.nn.Linear does by default.
                Arguments.of(
                        "kaiming_uniform_ of sqrt(5)",
                        Initializer.fanIn(),
                        1.0,
                        judge(w ->
                                torch.kaiming_uniform_(
                                        w,
                                        Math.sqrt(5),
                                        fanIn(),
                                        new Nonlinearity(new kLeakyReLU())))),
                Arguments.of(
                        "normal_",
                        Initializer.normal(-1, 0.5),
                        1.0,
                        judge(w -> torch.normal_(w, -1, 0.5))),
                Arguments.of(
                        "uniform_",
                        Initializer.uniform(-1, 3),
                        1.0,
                        judge(w -> torch.uniform_(w, -1, 3))),
                Arguments.of(
                        "orthogonal_",
                        Initializer.orthogonal(),
                        2.0,
                        judge(w -> torch.orthogonal_(w, 2))),
                Arguments.of(
                        "sparse_",
                        Initializer.sparse(0.7, 0.2),
                        1.0,
                        judge(w -> torch.sparse_(w, 0.7, 0.2))));
    }

    private static UnaryOperator<Tensor> judge(UnaryOperator<Tensor> judge) {
        return judge;
    }

    private static FanModeType fanIn() {
        return new FanModeType(new kFanIn());
    }

    private static Nonlinearity relu() {
        return new Nonlinearity(new kReLU());
    }

    /// The test of Kolmogorov and Smirnov for two samples, at one right one in a thousand.
    @ParameterizedTest(name = "{0}")
    @MethodSource("initialisers")
    void valuesAreDistributedAsThere(
            String name, Initializer ours, double gain, UnaryOperator<Tensor> theirs) {
        double[] a = draw(gain == 1 ? ours : ours.times(gain), IN, OUT);
        double[] b;
        try (PointerScope _ = new PointerScope()) {
            torch.manual_seed(11);
            b = Torch.doubles(theirs.apply(empty(OUT, IN)));
        }
        Arrays.sort(a);
        Arrays.sort(b);
        assertThat(distance(a, b)).as(name).isLessThan(1.95 * Math.sqrt(2.0 / a.length));
        assertThat(deviation(a)).isCloseTo(deviation(b), within(0.01 * deviation(b)));
        assertThat(a[0]).isCloseTo(b[0], within(0.3 * Math.abs(b[0])));
    }

    private static Tensor empty(int rows, int columns) {
        return torch.zeros(rows, columns).to(torch.ScalarType.Double);
    }

    private static double[] draw(Initializer initializer, int in, int out) {
        LongToDoubleFunction values =
                initializer.values(
                        Shape.of(in, out), new Fans(in, out), RandomStream.of(7, "weight"));
        return LongStream.range(0, (long) in * out).mapToDouble(values).toArray();
    }

    /// The greatest difference of the shares that lie up to the same value.
    private static double distance(double[] a, double[] b) {
        double greatest = 0;
        int j = 0;
        for (int i = 0; i < a.length; i++) {
            if (i + 1 < a.length && a[i + 1] == a[i]) {
                continue;
            }
            while (j < b.length && b[j] <= a[i]) {
                j++;
            }
            greatest = Math.max(greatest, Math.abs(i + 1 - j) / (double) a.length);
        }
        return greatest;
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }

    @Test
    void theIdentityIsTheirs() {
        try (PointerScope _ = new PointerScope()) {
            for (int[] shape : new int[][] {{3, 3}, {5, 2}, {2, 5}}) {
                assertThat(draw(Initializer.identity(), shape[0], shape[1]))
                        .isEqualTo(Torch.doubles(torch.eye_(empty(shape[0], shape[1]))));
            }
        }
    }

    @Test
    void sparseColumnsHaveAsManyZerosAsTheirs() {
        try (PointerScope _ = new PointerScope()) {
            for (double sparsity : new double[] {0.1, 0.33, 0.5, 0.9}) {
                // Columns of theirs are columns of ours here: the matrix is not turned.
                double[] theirs = Torch.doubles(torch.sparse_(empty(37, 5), sparsity, 1));
                double[] ours = draw(Initializer.sparse(sparsity, 1), 37, 5);
                for (int column = 0; column < 5; column++) {
                    assertThat(zeros(ours, column)).isEqualTo(zeros(theirs, column));
                }
            }
        }
    }

    private static int zeros(double[] matrix, int column) {
        int zeros = 0;
        for (int row = 0; row < 37; row++) {
            zeros += matrix[row * 5 + column] == 0 ? 1 : 0;
        }
        return zeros;
    }
}
