package org.glissade.cli.tour;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// What a tour writes.
final class Shown {
    private Shown() {}

    /// A lesson in a terminal of 80 columns.
    static String lesson(int number) {
        return of(80, tour -> tour.show(number));
    }

    static String of(int columns, Consumer<GuidedTour> what) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        what.accept(new GuidedTour(out, columns));
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
