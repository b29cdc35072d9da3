package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// What `train` takes without picocli, it takes as picocli does.
class PlainWordsTest {
    private static final List<String> PICOCLI_ONLY =
            List.of("--help", "--resume", "--version", "--debug");

    private static Train train() {
        PrintStream none =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Train(Console.plain(none, none));
    }

    /// Every option alone, with a value of its type.
    private static Stream<List<String>> options() {
        return new CommandLine(train())
                .getCommandSpec().options().stream()
                        .filter(option -> !PICOCLI_ONLY.contains(option.longestName()))
                        .map(PlainWordsTest::typed);
    }

    private static List<String> typed(OptionSpec option) {
        String name = option.longestName();
        return option.arity().max() == 0
                ? List.of("sample:iris", name)
                : List.of(name, option.type() == Double.class ? "0.25" : "3", "sample:iris");
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionIsTakenAsPicocliTakesIt(List<String> words) {
        Train plain = train();
        Train parsed = train();

        assertThat(plain.takes(words.toArray(String[]::new))).isTrue();
        new CommandLine(parsed).parseArgs(words.toArray(String[]::new));

        assertThat(plain)
                .usingRecursiveComparison()
                .ignoringFields("spec", "console", "groups")
                .isEqualTo(parsed);
        assertThat(plain.options()).hasSize(1).isEqualTo(parsed.options());
        assertThat(plain)
                .usingRecursiveComparison()
                .ignoringFields("spec", "console", "groups")
                .isNotEqualTo(train());
    }

    @Test
    void aValueMayFollowAnEqualsSign() {
        Train plain = train();
        Train parsed = train();
        String[] words = {"--epochs=7", "houses.csv", "--target=price=now"};

        assertThat(plain.takes(words)).isTrue();
        new CommandLine(parsed).parseArgs(words);

        assertThat(plain)
                .usingRecursiveComparison()
                .ignoringFields("spec", "console", "groups")
                .isEqualTo(parsed);
        assertThat(plain.options()).isEqualTo(parsed.options());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "sample:iris --debug",
                "sample:iris --version",
                "sample:iris --epochs",
                "sample:iris --epochs ten",
                "sample:iris --epochs 1 --epochs 2",
                "sample:iris --epoch 1",
                "sample:iris --quiet=true",
                "sample:iris sample:wine",
                "sample:iris --target -x",
                "@file",
                "-- sample:iris"
            })
    void anythingElseIsLeftToPicocli(String words) {
        assertThat(train().takes(words.isEmpty() ? new String[0] : words.split(" "))).isFalse();
    }
}
