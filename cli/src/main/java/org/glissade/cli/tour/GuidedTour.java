package org.glissade.cli.tour;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Ten short lessons on neural networks for those who know none. Each computes all its numbers when
/// it is shown.
public final class GuidedTour {
    private static final List<Lesson> LESSONS =
            List.of(
                    new OneNeuron(),
                    new PerceptronGradient(),
                    new TwoLayers(),
                    new Valleys(),
                    new LearningRates(),
                    new BatchSizes(),
                    new ByHand(),
                    new VanishingGradient(),
                    new DyingRelu(),
                    new Digits());

    private final PrintStream out;
    private final Page page;

    /// @param columns the width of the terminal
    public GuidedTour(PrintStream out, int columns) {
        this.out = out;
        this.page = new Page(out, columns);
    }

    /// How many lessons there are.
    public static int size() {
        return LESSONS.size();
    }

    /// Lists the lessons.
    public void index() {
        page.headline("A tour of neural networks, in " + size() + " lessons");
        page.text(
                "Each lesson trains or takes apart a real network on the spot. No number is written"
                        + " beforehand; run a lesson again and you get the same ones.");
        List<String> lines = new ArrayList<>();
        for (int number = 1; number <= size(); number++) {
            lines.add((number < 10 ? " " : "") + number + "  " + lesson(number).title());
        }
        page.lines(lines);
    }

    /// Runs a lesson.
    ///
    /// @param number from 1
    public void show(int number) {
        page.headline("Lesson " + number + ": " + lesson(number).title());
        lesson(number).show(page);
    }

    /// Runs a lesson and says how to go on.
    ///
    /// @param number from 1
    public void showAlone(int number) {
        show(number);
        page.text(
                number < size()
                        ? "next: glissade tour " + (number + 1)
                        : "This was the last lesson.");
    }

    /// Runs all lessons.
    public void showAll() {
        for (int number = 1; number <= size(); number++) {
            show(number);
        }
    }

    /// Runs a lesson and, as often as the reader goes on, the next one.
    ///
    /// @param first from 1
    /// @param answers a line for each question: empty for the next lesson, a number for another
    ///   one, anything else or the end of the input to stop
    public void walk(int first, BufferedReader answers) {
        int number = first;
        while (number >= 1 && number <= size()) {
            show(number);
            out.print(
                    number < size()
                            ? "Enter: lesson "
                                    + (number + 1)
                                    + "   a number: that lesson   q: end > "
                            : "This was the last lesson.   a number: that lesson   Enter: end > ");
            out.flush();
            number = next(number, answers);
            out.println();
        }
        out.flush();
    }

    /// The number of the lesson that the reader wants; 0 for none.
    private static int next(int number, BufferedReader answers) {
        try {
            String answer = answers.readLine();
            if (answer == null) {
                return 0;
            }
            String word = answer.strip().toLowerCase(Locale.ROOT);
            if (word.isEmpty()) {
                return number + 1;
            }
            return word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the answer", failure);
        }
    }

    private static Lesson lesson(int number) {
        return LESSONS.get(number - 1);
    }
}
