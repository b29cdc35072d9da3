package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.glissade.learn.file.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `glissade explain` as it is typed.
class ExplainTest {
    @TempDir private Path folder = Path.of("");

    private String trained(String data, String network) {
        Path model = folder.resolve("model.glissade");
        Typed typed =
                Typed.train(
                        folder,
                        data,
                        "--network",
                        network,
                        "--epochs",
                        "3",
                        "--quiet",
                        "--output",
                        model.toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        return model.toString();
    }

    private static Typed explain(String... arguments) {
        String[] all =
                Stream.concat(Stream.of("explain"), Arrays.stream(arguments))
                        .toArray(String[]::new);
        return Typed.run(all);
    }

    @Test
    void aSmallNetworkIsPrintedWhole() {
        String model = trained("sample:iris", "dense(4) tanh");

        Typed typed = explain(model, "sample:iris", "--row", "7");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out())
                .contains("row 7 of sample:iris", "δ = ∂E/∂s")
                .contains("s1[j] = Σᵢ x[i]·w1[i,j] + b1[j]", "f1[j] = tanh(s1[j])")
                .contains("cross-entropy of this one example", "setosa")
                .contains("δ2 = prediction − target")
                .contains("δ1[j] = tanh′(s1[j]) · (Σₖ w2[j,k]·δ2[k])", "slope tanh′")
                .contains("∂E/∂w1[i,j] = x[i]·δ1[j]", "∂E/∂b2[j] = δ2[j]")
                .contains("--row 7 --weight ")
                .doesNotContain("\033", "NaN", "more, on which");
        assertThat(typed.out().lines()).allSatisfy(line -> assertThat(line).doesNotEndWith(" "));
    }

    /// What the last line proposes is typed and works.
    @Test
    void theProposedWeightComesApart() {
        String model = trained("sample:iris", "dense(4) relu residual(dense(4) tanh)");
        String last = explain(model, "sample:iris").out().lines().toList().getLast();
        String weight = last.substring(last.lastIndexOf(' ') + 1);

        Typed typed = explain(model, "sample:iris", "--row", "0", "--weight", weight);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains(weight, " → E", "sum of all paths = ", "finite difference", "∂E/∂")
                .doesNotContain("\033", "NaN");
    }

    @Test
    void largeLayersShowTheirStrongestPaths() {
        String model = trained("sample:digits", "dense(20) relu dense(15) relu");

        Typed typed = explain(model, "sample:digits", "--row", "3", "--most", "4");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("… and 60 more, on which E depends less")
                .contains("… and 16 more", "… and 11 more", "… and 6 more")
                .contains("the strongest paths from here to the error")
                .containsPattern(
                        "s1\\[\\d+] → f1\\[\\d+] → s2\\[\\d+] → f2\\[\\d+] → s3\\[\\d] → E");
        assertThat(typed.out().lines()).hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource({
        "sample:iris, dense(4) tanh dropout(0.3) maxout(3 2)",
        "sample:diabetes, dense(3) prelu",
        "sample:xor, dense(3) softplus dense(1)",
        "sample:wine, flatten dense(4) glu softmax dense(3)"
    })
    void theJsonAgreesWithFiniteDifferences(String data, String network) {
        String model = trained(data, network.replace("3 2", "3, 2"));

        Typed typed = explain(model, data, "--row", "1", "--weight", first(model, data), "--json");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out().lines()).hasSize(1);
        JsonObject json = typed.json();
        assertThat(json.whole("row")).isEqualTo(1);
        assertThat(json.array("stages").objects().getFirst().text("symbol")).isEqualTo("x");
        assertThat(json.array("stages").objects().getLast().text("symbol")).isEqualTo("E");
        JsonObject chain = json.object("chain");
        double derivative = chain.number("derivative");
        assertThat(chain.number("pathSum"))
                .isCloseTo(derivative, within(1e-12 * Math.abs(derivative)));
        assertThat(chain.number("finiteDifference"))
                .isCloseTo(derivative, within(1e-8 * Math.max(1e-3, Math.abs(derivative))));
    }

    /// The first weight of the first parameter.
    private static String first(String model, String data) {
        JsonObject parameter =
                explain(model, data, "--json").json().array("parameters").objects().getFirst();
        return parameter.text("path") + "[0,0]";
    }

    @Test
    void thePageIsOneFileThatNeedsNoNetwork() throws Exception {
        String model = trained("sample:iris", "dense(4) tanh");
        Path file = folder.resolve("page.html");

        Typed typed = explain(model, "sample:iris", "--html", file.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .isEqualTo("explanation written to " + file + System.lineSeparator());
        assertThat(Files.readString(file))
                .contains("<math>", "row 0 of sample:iris", "finite difference")
                .doesNotContain("http:", "https:");
        Typed both = explain(model, "sample:iris", "--html", file.toString(), "--json");
        assertThat(both.json().whole("row")).isZero();
        assertRefused(
                explain(model, "sample:iris", "--html", folder.resolve("no/page.html").toString()),
                "--html",
                "does not exist");
    }

    @Test
    void whatDoesNotFitIsRefusedWithWhatDoes() {
        String model = trained("sample:iris", "dense(4) tanh");

        assertRefused(explain(model, "sample:iris", "--row", "150"), "no row 150", "150 rows");
        assertRefused(explain(model, "sample:iris", "--row", "-1"), "no row -1");
        assertRefused(
                explain(model, "sample:iris", "--weight", "1.dense/weight[0,0]"),
                "0.dense/weight, 0.dense/bias, 2.dense/weight, 2.dense/bias");
        assertRefused(
                explain(model, "sample:iris", "--weight", "0.dense/weight[4,0]"),
                "[4, 4]",
                "0.dense/weight[3,3]");
        assertRefused(explain(model, "sample:iris", "--weight", "weight"), "0.dense/weight[2,3]");
        assertRefused(explain(model, "sample:iris", "--most", "0"), "--most");
        assertRefused(explain(model, "sample:digits"), "glissade: ");
        assertRefused(explain(model), "DATA");
    }

    private static void assertRefused(Typed typed, String... parts) {
        assertThat(typed.code()).as(typed.err()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains(parts).doesNotContain("Exception");
    }

    @Test
    void coloursComeOnlyWhereTheyAreAllowed() {
        assertThat(new Ink(true).bold("s")).isEqualTo("\033[1ms\033[0m");
        assertThat(new Ink(false).bold("s")).isEqualTo("s");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.25, 0.25000",
        "-12.3456789, -12.34568",
        "1.5e-9, 1.500e-9",
        "1e12, 1.000e+12"
    })
    void numbersAlignAtThePointOrHaveAnExponent(double number, String text) {
        assertThat(ExplainNumbers.text(number)).isEqualTo(text);
    }
}
