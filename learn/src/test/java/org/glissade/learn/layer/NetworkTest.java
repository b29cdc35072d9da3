package org.glissade.learn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.glissade.learn.initial.Initializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    private static final List<Activation> ACTIVATIONS = List.of(Activation.values());

    @Test
    void theTextOfTheDocumentationDescribesTheseLayers() {
        assertThat(
                        Network.parse(
                                "dense(128) relu dropout(0.5)  residual(dense(64) tanh dense(64))\n DENSE( 10 , he-normal )"))
                .isEqualTo(
                        Sequential.of(
                                new Dense(128),
                                Activation.RELU,
                                new Dropout(0.5),
                                new Residual(
                                        Sequential.of(
                                                new Dense(64), Activation.TANH, new Dense(64))),
                                new Dense(10, Initializer.heNormal())));
        assertThat(Network.parse(" ").layers()).isEmpty();
    }

    @Test
    void readingTheTextOfANetworkGivesThatNetwork() {
        for (long seed = 0; seed < 500; seed++) {
            Sequential network = random(new Random(seed), 3);
            String text = Network.text(network);
            assertThat(Network.parse(text)).as("seed %d: %s", seed, text).isEqualTo(network);
        }
    }

    private static Sequential random(Random random, int depth) {
        List<Layer> layers = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            layers.add(
                    switch (random.nextInt(depth > 0 ? 8 : 6)) {
                        case 0 -> new Dense(1 + random.nextInt(1000), initializer(random));
                        case 1 -> drawing(random);
                        case 2 -> new Flatten();
                        case 3 -> ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
                        case 4 -> withSettings(random);
                        case 5 ->
                                new Maxout(
                                        1 + random.nextInt(1000),
                                        2 + random.nextInt(5),
                                        initializer(random));
                        case 6 -> new Residual(random(random, depth - 1));
                        default -> random(random, depth - 1);
                    });
        }
        return new Sequential(layers);
    }

    private static Initializer initializer(Random random) {
        double number = random.nextDouble();
        return switch (random.nextInt(8)) {
            case 0 -> Initializer.normal(-number, number);
            case 1 -> Initializer.truncatedNormal(0, number, 1 + number);
            case 2 -> Initializer.sparse(number, 1e-5);
            case 3 -> Initializer.orthogonal().times(number);
            case 4 -> Initializer.lsuv();
            case 5 -> Initializer.fanIn();
            case 6 -> Initializer.constant(number);
            default -> Initializer.lecunNormal().times(number);
        };
    }

    @Test
    void gainsMayBeThoseOfActivations() {
        double tanh = Activation.TANH.gain();
        assertThat(Network.parse("dense(8, orthogonal(gain=tanh)) dense(8, lecun-normal(elu))"))
                .isEqualTo(
                        Sequential.of(
                                new Dense(8, Initializer.orthogonal().times(tanh)),
                                new Dense(8, Initializer.lecunNormal().times(new Elu().gain()))));
        String next = "orthogonal(gain=next)";
        assertThat(
                        Network.parse(
                                "dense(8) dropout(0.5) leaky-relu(0.3) residual(maxout(8, 2)) tanh"
                                        + " dense(4, he-normal) dense(4) flatten dense(4)",
                                next))
                .isEqualTo(
                        Sequential.of(
                                new Dense(
                                        8,
                                        Initializer.orthogonal().times(new LeakyRelu(0.3).gain())),
                                new Dropout(0.5),
                                new LeakyRelu(0.3),
                                new Residual(
                                        Sequential.of(new Maxout(8, 2, Initializer.orthogonal()))),
                                Activation.TANH,
                                new Dense(4, Initializer.heNormal()),
                                new Dense(4, Initializer.orthogonal()),
                                new Flatten(),
                                new Dense(4, Initializer.orthogonal())));
        assertThat(Network.initializer(next)).isEqualTo(Initializer.orthogonal());
        assertThat(Network.initializer("orthogonal(tanh)"))
                .isEqualTo(Initializer.orthogonal().times(tanh));
        assertThatThrownBy(() -> Network.parse("dense(8)", "he-norml"))
                .hasMessageContaining("there is no initialiser \"he-norml\"");
        assertThatThrownBy(() -> Network.initializer("orthogonal(dropout)"))
                .hasMessageContaining("the name of an activation");
    }

    private static Layer drawing(Random random) {
        double number = random.nextDouble();
        return switch (random.nextInt(6)) {
            case 0 -> new Dropout(number);
            case 1 -> new SpatialDropout(number);
            case 2 -> new SpatialDropout(number, 1 + random.nextInt(3));
            case 3 -> new AlphaDropout(number);
            case 4 -> new DropPath(number);
            default -> new GaussianNoise(number);
        };
    }

    private static Nonlinearity withSettings(Random random) {
        double number = random.nextDouble();
        return switch (random.nextInt(5)) {
            case 0 -> new LeakyRelu(number);
            case 1 -> new Elu(number + 0.1);
            case 2 -> new Celu(number + 0.1);
            case 3 -> new Prelu(number, random.nextBoolean());
            default -> new RandomizedRelu(number, number + random.nextDouble());
        };
    }

    @Test
    void settingsMayBeLeftOut() {
        assertThat(Network.parse("leaky-relu elu celu prelu rrelu maxout(8, 2)").layers())
                .containsExactly(
                        Activation.LEAKY_RELU,
                        new Elu(),
                        new Celu(),
                        new Prelu(),
                        new RandomizedRelu(),
                        new Maxout(8, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    dense(64) rellu               | 10 | did you mean relu
                    dense(64                      | 8  | expected ) to end dense
                    dense 64                      | 6  | expected ( after dense
                    dense                         | 5  | expected ( after dense
                    dense()                       | 6  | expected a number
                    dense(0)                      | 6  | whole number from 1
                    dense(2.5)                    | 6  | whole number from 1
                    dense(1e99)                   | 6  | whole number from 1
                    dense(8, he-norml)            | 9  | did you mean he-normal
                    dense(8, normal(0, -1))       | 9  | a deviation is 0 or more
                    dense(8, orthogonal(gain=x))  | 9  | next for the one that follows
                    dense(8, orthogonal           | 19 | expected ) to end dense
                    dense(8, orthogonal(2         | 21 | expected ) to end dense
                    dense(8, orthogonal(gain=next)) rellu | 32 | did you mean relu
                    dropout(1)                    | 8  | at least 0 and below 1
                    dropout(-0.1)                 | 8  | at least 0 and below 1
                    dropout                       | 7  | expected ( after dropout
                    spatial-dropout(0.1, 0)       | 16 | axis 0 is the batch
                    spatial-dropout(0.1, 1.5)     | 21 | whole number from
                    alpha-dropout(1)              | 14 | at least 0 and below 1
                    drop-path(2)                  | 10 | 0.1 passes every tenth example by
                    noise(-1)                     | 6  | at least 0 and finite
                    nosie(1)                      | 0  | did you mean noise
                    relu(1)                       | 4  | relu takes no arguments
                    dense(8), relu                | 8  | expected the name of a layer
                    dense(8)) relu                | 8  | closing bracket without
                    residual(dense(4) tanh        | 22 | expected ) to end residual
                    elu(0)                        | 4  | above 0
                    leaky-relu(0.1, 2)            | 14 | expected ) to end leaky-relu
                    prelu(0.1, each)              | 11 | expected the word features
                    rrelu(0.1)                    | 9  | expected a comma
                    rrelu(0.5, 0.1)               | 6  | swap them
                    maxout(8)                     | 8  | expected a comma
                    maxout(8, 1)                  | 10 | whole number from 2 to 100
                    convolution(3)                | 0  | there is no layer "convolution"
                    """)
    void aMistakeIsToldWithItsPlaceAndTheFix(String text, int position, String message) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOfSatisfying(
                        NetworkException.class, e -> assertThat(e.position()).isEqualTo(position))
                .hasMessageContaining(message)
                .hasMessageContaining("hint");
    }

    @Test
    void theCaretStandsUnderTheMistake() {
        assertThatThrownBy(() -> Network.parse("dense(64) rellu dense(10)"))
                .message()
                .satisfies(message ->
                        assertThat(message.lines().toList())
                                .contains("  dense(64) rellu dense(10)", "            ^"));
    }

    @Test
    void deepAndLongTextsAreRefusedInsteadOfExhaustingTheStack() {
        assertThatThrownBy(() -> Network.parse("residual(".repeat(5000)))
                .hasMessageContaining("nested deeper than 64");
        assertThatThrownBy(() -> Network.parse("relu ".repeat(50_000)))
                .hasMessageContaining("longer than");
    }

    @Test
    void layersOfTheUserHaveNoText() {
        Layer own = (_, x) -> x.times(2);
        assertThatThrownBy(() -> Network.text(Sequential.of(own)))
                .hasMessageContaining("has no text form");
        assertThatThrownBy(() -> Network.text(new Dense(2, Initializer.constant(1).times(2))))
                .hasMessageContaining("has no text form");
    }
}
