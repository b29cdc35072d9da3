package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelChoiceTest {
    /// What a JVM with certain flags says and gets.
    record Answer(String out, String err, int code) {}

    /// The program that such a JVM runs.
    static final class Ask {
        private Ask() {}

        public static void main(String[] arguments) {
            KernelChoice choice = KernelChoice.best();
            System.out.println(
                    choice.kernels().name() + "; " + choice.advice().orElse("nothing to gain"));
        }
    }

    /// A program that computes something.
    static final class Compute {
        private Compute() {}

        public static void main(String[] arguments) {
            Trace trace = new Trace();
            Tensor x = trace.input("x", DType.F32, Shape.of(3));
            Tensor sum = x.times(2).plus(1).sum();
            try (Executable executable =
                    Device.named("cpu").compile(Graph.of(Map.of("sum", sum)))) {
                executable.run();
                System.out.println(executable.output("sum").getFlat(0));
            }
        }
    }

    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    @Test
    void withoutTheVectorModuleTheKernelsAreScalarAndTheAdviceNamesTheFlag() {
        Answer answer = ask();
        assertThat(answer.out())
                .startsWith("scalar; ")
                .contains("--add-modules jdk.incubator.vector")
                .contains("--enable-native-access=ALL-UNNAMED")
                .hasLineCount(1);
        assertThat(answer.err()).as("no warning of any kind").isEmpty();
        assertThat(answer.code()).isZero();
    }

    @Test
    void withoutTheVectorModuleGraphsRun() {
        Answer answer = ask(Compute.class);
        assertThat(answer.err()).doesNotContain("Exception");
        assertThat(answer.out()).isEqualTo("3.0\n");
        assertThat(answer.code()).isZero();
    }

    @Test
    void withTheVectorModuleThereIsNothingToGain() {
        Answer answer = ask("--add-modules", "jdk.incubator.vector", NATIVE);
        assertThat(answer.out()).startsWith("vector").endsWith("nothing to gain\n");
    }

    @Test
    void withoutNativeAccessTheKernelsAreScalarSoThatNothingWarns() {
        Answer answer = ask("--add-modules", "jdk.incubator.vector");
        assertThat(answer.out()).startsWith("scalar; ").contains(NATIVE);
        assertThat(answer.err()).doesNotContain("restricted method");
    }

    @ParameterizedTest
    @CsvSource({"-Xint", "-XX:TieredStopAtLevel=1"})
    void withoutTheOptimisingCompilerTheKernelsAreScalar(String flag) {
        Answer answer = ask("--add-modules", "jdk.incubator.vector", NATIVE, flag);
        assertThat(answer.out()).startsWith("scalar; ").contains("-XX:TieredStopAtLevel");
    }

    @ParameterizedTest
    @CsvSource({"scalar,scalar", "vector,vector"})
    void aSystemPropertyForcesTheKernels(String wish, String name) {
        assertThat(
                        ask(
                                        "--add-modules",
                                        "jdk.incubator.vector",
                                        NATIVE,
                                        "-Dglissade.kernels=" + wish)
                                .out())
                .startsWith(name);
    }

    @Test
    void anUnknownWishIsRefusedWithTheChoices() {
        Answer answer = ask("-Dglissade.kernels=fast");
        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("glissade.kernels is fast; give scalar or vector");
    }

    private static Answer ask(String... flags) {
        return ask(Ask.class, flags);
    }

    private static Answer ask(Class<?> program, String... flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        try {
            Process process = new ProcessBuilder(command).start();
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err =
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(out, err, process.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
