package org.glissade.learn.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.glissade.runtime.Device;
import org.junit.jupiter.api.Test;

/// Explanations of 50 random small networks, every parameter: against PyTorch, against finite
/// differences, and the sum of all paths against backpropagation.
///
/// Errors are relative to the derivative itself. Where terms cancel, neither side has more digits
/// than the greatest term gives it, so derivatives below a share of the network's greatest are held
/// to that share.
class RandomExplanationsTest {
    private static final int NETWORKS = 50;
    private static final double TOLERANCE = 1e-8;

    /// The worst of many comparisons.
    private static final class Worst {
        private final String of;
        private double error;
        private int count;

        Worst(String of) {
            this.of = of;
        }

        void add(String what, double actual, double expected, double least) {
            double scale = Math.max(Math.abs(expected), least);
            double distance = actual == expected ? 0 : Math.abs(actual - expected) / scale;
            assertThat(distance)
                    .as("%s: %s is %s instead of %s", of, what, actual, expected)
                    .isLessThanOrEqualTo(TOLERANCE);
            error = Math.max(error, distance);
            count++;
        }

        void print() {
            assertThat(count).isGreaterThan(1000);
            System.out.printf(
                    "%s: %d numbers of %d networks, largest relative error %.1e%n",
                    of, count, NETWORKS, error);
        }
    }

    private static double greatest(Explanation explanation) {
        double greatest = 0;
        for (Explanation.Parameter parameter : explanation.parameters()) {
            for (double derivative : parameter.derivatives().toDoubles()) {
                greatest = Math.max(greatest, Math.abs(derivative));
            }
        }
        return greatest;
    }

    private static Explanation explain(RandomNetwork network) {
        return Explanation.of(network.model(), network.data(), 1, Device.named("cpu"));
    }

    private static String name(int seed, RandomNetwork network, String what) {
        return what + " of seed " + seed + ", " + network.model().network();
    }

    @Test
    void everyDerivativeIsThatOfPyTorch() {
        Worst worst = new Worst("PyTorch");
        for (int seed = 0; seed < NETWORKS; seed++) {
            RandomNetwork network = new RandomNetwork(seed);
            Explanation explanation = explain(network);
            Map<String, double[]> judged = network.judge(1);
            worst.add(
                    name(seed, network, "the error"),
                    explanation.error(),
                    Objects.requireNonNull(judged.get(""))[0],
                    0);
            double least = 1e-6 * greatest(explanation);
            for (Explanation.Parameter parameter : explanation.parameters()) {
                double[] expected = Objects.requireNonNull(judged.get(parameter.path()));
                double[] actual = parameter.derivatives().toDoubles();
                assertThat(actual).hasSameSizeAs(expected);
                for (int i = 0; i < actual.length; i++) {
                    worst.add(
                            name(seed, network, explanation.symbol(parameter.path(), i)),
                            actual[i],
                            expected[i],
                            least);
                }
            }
        }
        worst.print();
    }

    @Test
    void everyDerivativeIsThatOfFiniteDifferences() {
        Worst worst = new Worst("finite differences");
        for (int seed = 0; seed < NETWORKS; seed++) {
            RandomNetwork network = new RandomNetwork(seed);
            Explanation explanation = explain(network);
            double least = 1e-2 * greatest(explanation);
            for (Explanation.Parameter parameter : explanation.parameters()) {
                List<FiniteDifference> tried = explanation.finiteDifferences(parameter.path());
                for (int i = 0; i < tried.size(); i++) {
                    worst.add(
                            name(seed, network, explanation.symbol(parameter.path(), i)),
                            tried.get(i).value(),
                            parameter.derivatives().getFlat(i),
                            least);
                }
            }
        }
        worst.print();
    }

    @Test
    void theProductsOfAllPathsAddUpToTheDerivative() {
        Worst listed = new Worst("sums of listed paths");
        Worst all = new Worst("sums of all paths");
        Set<Role> seen = new HashSet<>();
        for (int seed = 0; seed < NETWORKS; seed++) {
            RandomNetwork network = new RandomNetwork(seed);
            Explanation explanation = explain(network);
            explanation.stages().forEach(stage -> seen.add(stage.role()));
            double least = 1e-6 * greatest(explanation);
            for (Explanation.Parameter parameter : explanation.parameters()) {
                for (int i = 0; i < parameter.values().size(); i++) {
                    WeightIndex weight = WeightIndex.of(parameter.path(), parameter.shape(), i);
                    Chain chain = explanation.chain(weight, 1_000_000);
                    String name = name(seed, network, chain.symbol());
                    assertThat(chain.paths()).as(name).hasSize((int) chain.pathCount());
                    assertThat(chain.rest()).isZero();
                    double sum = 0;
                    for (Path path : chain.paths()) {
                        double product = 1;
                        for (Factor factor : path.factors()) {
                            product *= factor.value();
                        }
                        sum += product;
                    }
                    listed.add(name, sum, chain.derivative(), least);
                    all.add(name, chain.pathSum(), chain.derivative(), least);
                    double parts =
                            chain.parts().stream()
                                    .mapToDouble(part -> part.own().value() * part.above().value())
                                    .sum();
                    listed.add(name, parts, chain.derivative(), least);
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Role.values());
        listed.print();
        all.print();
    }
}
