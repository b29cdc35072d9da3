package org.glissade.cli.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What all lessons have in common, and the way through them.
class GuidedTourTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static IntStream lessons() {
        return IntStream.rangeClosed(1, GuidedTour.size());
    }

    @Test
    void thereAreTenLessons() {
        assertThat(GuidedTour.size()).isEqualTo(10);
        assertThat(Shown.of(80, GuidedTour::index))
                .contains(" 1  one neuron and its line", "10  digits");
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void aLessonIsShortPlainTextWithAPictureAndTheSameEachTime(int number) {
        long began = System.nanoTime();
        String text = Shown.lesson(number);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));

        assertThat(text)
                .startsWith("Lesson " + number + ": ")
                .contains("│")
                .containsPattern("[└┘]");
        assertThat(text.lines()).hasSizeBetween(30, 110);
        assertThat(text.lines())
                .allSatisfy(line ->
                        assertThat(line).hasSizeLessThan(81).isEqualTo(line.stripTrailing()));
        assertThat(text).doesNotContain("NaN", "Infinity", "%s", "\033", "\t", "null");
        assertThat(Shown.lesson(number)).isEqualTo(text);
    }

    @Test
    void paragraphsUseTheWidthOfTheTerminal() {
        String narrow = Shown.of(60, GuidedTour::index);
        String wide = Shown.of(200, GuidedTour::index);

        assertThat(longest(narrow)).isLessThanOrEqualTo(76);
        assertThat(longest(wide)).isBetween(77, 100);
        assertThat(narrow.split("\\s+")).isEqualTo(wide.split("\\s+"));
    }

    private static int longest(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("─"))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    @Test
    void enterGoesOnANumberJumpsAndAnythingElseEnds() {
        assertThat(walk(1, "\n2\nq\n9\n")).containsExactly("1", "2", "2");
        assertThat(walk(2, "")).containsExactly("2");
        assertThat(walk(1, "77\n")).containsExactly("1");
    }

    private static List<String> walk(int first, String answers) {
        String text =
                Shown.of(
                        80,
                        tour -> tour.walk(first, new BufferedReader(new StringReader(answers))));
        assertThat(text).contains("Enter: lesson " + (first + 1));
        return Pattern.compile("(?m)^Lesson (\\d+): ")
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    @Test
    void aLessonAloneNamesTheNext() {
        assertThat(Shown.of(80, tour -> tour.showAlone(1)).stripTrailing())
                .endsWith("next: glissade tour 2");
    }

    /// A number in a text would be one that nobody has computed. Names such as w1, numbers of
    /// lessons, and the 0, 1 and 2 of formulas are none.
    @Test
    void noNumberIsWrittenIntoTheTextOfALesson() throws IOException {
        Pattern literal = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"");
        Pattern number =
                Pattern.compile("(?<![\\p{L}0-9])(?:[3-9]|[0-9]{2,})(?![\\p{L}0-9])|[0-9]\\.[0-9]");
        List<String> written = new ArrayList<>();
        int texts = 0;
        try (Stream<Path> sources =
                Files.list(ROOT.resolve("cli/src/main/java/org/glissade/cli/tour"))) {
            for (Path file : sources.toList()) {
                Matcher found = literal.matcher(Files.readString(file));
                while (found.find()) {
                    String text = found.group().replaceAll("lesson [0-9]+", "");
                    boolean isProse = text.contains(" ") && !text.contains("dense(");
                    texts += isProse ? 1 : 0;
                    if (isProse && number.matcher(text).find()) {
                        written.add(file.getFileName() + ": " + text);
                    }
                }
            }
        }

        assertThat(texts).isGreaterThan(100);
        assertThat(written).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7})
    void theTutorialShowsWhatALessonReallyWrites(int number) throws IOException {
        String page = Files.readString(ROOT.resolve("docs/tutorial/tour.md"));
        String indented =
                Shown.lesson(number)
                        .stripTrailing()
                        .lines()
                        .map(line -> ("    " + line).stripTrailing())
                        .reduce((a, b) -> a + "\n" + b)
                        .orElseThrow();

        assertThat(page).contains(indented);
    }
}
