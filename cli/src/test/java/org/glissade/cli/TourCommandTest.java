package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `glissade tour` on the command line.
class TourCommandTest {
    @Test
    void withoutALessonItListsThemAndShowsTheFirst() {
        Typed typed = Typed.run("tour");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out())
                .startsWith("A tour of neural networks")
                .contains(" 4  valleys", "Lesson 1: one neuron")
                .doesNotContain("Lesson 2:");
        assertThat(typed.out().stripTrailing()).endsWith("next: glissade tour 2");
    }

    @Test
    void aNamedLessonIsShownAlone() {
        Typed typed = Typed.run("tour", "10");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).startsWith("Lesson 10: digits").contains("last lesson");
    }

    @Test
    void allLessonsAreShownInOrder() {
        Typed typed = Typed.run("tour", "--all");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out().lines().filter(line -> line.matches("Lesson [0-9]+: .*")))
                .hasSize(10)
                .first()
                .asString()
                .startsWith("Lesson 1:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "11 | there is no lesson 11",
                "0 | there is no lesson 0",
                "three | three",
                "'--all 3' | --all runs every lesson, but lesson 3 is named"
            })
    void aWrongLessonIsRefused(String words, String complaint) {
        Typed typed = Typed.run(("tour " + words).split(" "));

        assertThat(typed.code()).isEqualTo(Exit.USAGE);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains(complaint);
    }
}
