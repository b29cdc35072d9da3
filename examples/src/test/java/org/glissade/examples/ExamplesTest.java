package org.glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The examples do what they say, and the README shows the first of them.
class ExamplesTest {
    /// What a program prints.
    private static String printed(Consumer<String[]> main) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            main.accept(new String[0]);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theQuickStartLearnsFlowersAndReadsItsModelBack() throws IOException {
        String text = printed(QuickStart::main);

        assertThat(text).contains("accuracy=0.9", "f32[150, 3]");
        assertThat(Files.deleteIfExists(Path.of("iris.glissade"))).isTrue();
    }

    @Test
    void aLayerOfOnesOwnIsTrainedWithTheOthers() {
        assertThat(printed(Scaled::main)).contains("0.scaled", "f32[13]", "accuracy=");
    }

    @Test
    void anOperationOfOnesOwnHasTheDerivativeGiven() {
        assertThat(printed(Huber::main))
                .contains("call huber")
                .contains("value f64[5] [2.5, 0.125, 0.0, 0.125, 2.5]")
                .contains("slope f64[5] [-1.0, -0.5, 0.0, 0.5, 1.0]");
    }

    @Test
    void steppingShowsTheNumbersOfForwardAndBackwardPass() {
        // 1 · 0.5 − 2 · 0.25 = 0; sigmoid 0.5; loss 0.25; slope 2 · (0.5 − 1) · 0.25 = −0.25 times
        // x.
        assertThat(printed(StepByStep::main).lines())
                .containsExactly(
                        "sum       f32[1, 1] [0.0]",
                        "output    f32[1, 1] [0.5]",
                        "loss      f32[] [0.25]",
                        "gradient  f32[2, 1] [-0.25, 0.5]");
    }

    @Test
    void theReadmeShowsTheQuickStartAsItIs() throws IOException {
        Path root = Path.of(System.getProperty("glissade.root", ".."));
        String readme = Files.readString(root.resolve("README.md"));
        int start = readme.indexOf("```java\n");
        assertThat(start).as("README.md holds a Java example").isNotNegative();
        String shown = readme.substring(start + 8, readme.indexOf("```", start + 8));
        String source =
                Files.readString(
                        root.resolve(
                                "examples/src/main/java/org/glissade/examples/QuickStart.java"));
        List<String> lines = source.lines().toList();
        int main = lines.indexOf("    public static void main(String[] arguments) {");
        List<String> body =
                lines.subList(main + 1, lines.size() - 2).stream()
                        .map(line -> line.isEmpty() ? line : line.substring(8))
                        .toList();

        assertThat(body).hasSizeLessThan(15);
        assertThat(shown.lines()).containsExactlyElementsOf(body);
    }
}
