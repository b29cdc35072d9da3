package org.glissade.learn.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.glissade.learn.initial.Initializer;

/// Reads the grammar of [Network] by recursive descent.
final class NetworkParser {
    private static final int MAX_LENGTH = 100_000;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_UNITS = 10_000_000;

    /// What follows a name: how to read its arguments.
    @FunctionalInterface
    private interface Form {
        Layer read(NetworkParser parser, int start);
    }

    private static final Map<String, Form> FORMS = forms();

    private final String text;
    private int position;
    private int depth;

    NetworkParser(String text) {
        this.text = text;
    }

    private static Map<String, Form> forms() {
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("dense", (parser, start) -> parser.dense());
        forms.put("dropout", (parser, start) -> parser.dropout());
        forms.put("residual", (parser, start) -> new Residual(parser.inner("residual")));
        forms.put("sequential", (parser, start) -> parser.inner("sequential"));
        forms.put("flatten", (parser, start) -> parser.plain("flatten", new Flatten()));
        for (Activation activation : Activation.values()) {
            forms.put(
                    activation.toString(),
                    (parser, start) -> parser.plain(activation.toString(), activation));
        }
        return Map.copyOf(forms);
    }

    Sequential parse() {
        if (text.length() > MAX_LENGTH) {
            throw new NetworkException(
                    text,
                    MAX_LENGTH,
                    "the text is longer than " + MAX_LENGTH + " characters",
                    "build it in Java");
        }
        Sequential network = layers();
        if (position < text.length()) {
            throw error(
                    position,
                    "a closing bracket without an opening one",
                    "remove it, or open one before");
        }
        return network;
    }

    private Sequential layers() {
        List<Layer> layers = new ArrayList<>();
        skipSpace();
        while (position < text.length() && text.charAt(position) != ')') {
            int start = position;
            String name = word();
            if (name.isEmpty()) {
                throw error(
                        start,
                        "expected the name of a layer, but found '" + text.charAt(start) + "'",
                        "layers are separated by spaces: dense(64) relu dense(10)");
            }
            Form form = FORMS.get(name);
            if (form == null) {
                throw error(
                        start,
                        "there is no layer \"" + name + "\"",
                        nearest(name, FORMS.keySet().stream().sorted().toList()));
            }
            layers.add(form.read(this, start));
            skipSpace();
        }
        return new Sequential(layers);
    }

    private Dense dense() {
        open("dense", "the number of units: dense(64)");
        int start = position;
        double units = number("the number of units: dense(64)");
        if (!(units >= 1 && units <= MAX_UNITS) || units != Math.rint(units)) {
            throw error(
                    start,
                    "the number of units is a whole number from 1 to " + MAX_UNITS,
                    "for example dense(64)");
        }
        Initializer initializer = Initializer.fanIn();
        if (peek() == ',') {
            position++;
            skipSpace();
            int at = position;
            String name = word();
            initializer =
                    Initializer.named(name)
                            .orElseThrow(() ->
                                    error(
                                            at,
                                            "there is no initialiser \"" + name + "\"",
                                            nearest(name, Initializer.names())));
        }
        close("dense");
        return new Dense((int) units, initializer);
    }

    private Dropout dropout() {
        open("dropout", "the share of values to drop: dropout(0.5)");
        int start = position;
        double rate = number("the share of values to drop: dropout(0.5)");
        if (!(rate >= 0 && rate < 1)) {
            throw error(
                    start,
                    "a dropout rate is at least 0 and below 1",
                    "dropout(0.5) drops every second value");
        }
        close("dropout");
        return new Dropout(rate);
    }

    private Sequential inner(String name) {
        open(name, "the layers inside: " + name + "(dense(64) tanh)");
        if (++depth > MAX_DEPTH) {
            throw error(
                    position, "layers are nested deeper than " + MAX_DEPTH, "flatten the nesting");
        }
        Sequential inner = layers();
        depth--;
        close(name);
        return inner;
    }

    private Layer plain(String name, Layer layer) {
        if (peek() == '(') {
            throw error(position, name + " takes no arguments", "write " + name + " alone");
        }
        return layer;
    }

    private void open(String name, String takes) {
        if (peek() != '(') {
            throw error(position, "expected ( after " + name, name + " takes " + takes);
        }
        position++;
        skipSpace();
    }

    private void close(String name) {
        if (peek() != ')') {
            throw error(
                    position,
                    "expected ) to end "
                            + name
                            + (position < text.length() ? "" : ", but the text ends"),
                    "close every bracket that is opened");
        }
        position++;
    }

    private double number(String takes) {
        skipSpace();
        int start = position;
        while (position < text.length() && "0123456789.eE+-".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        try {
            return Double.parseDouble(text.substring(start, position));
        } catch (NumberFormatException e) {
            throw error(start, "expected a number", "write " + takes);
        }
    }

    private String word() {
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position))
                        || "-_".indexOf(text.charAt(position)) >= 0)) {
            position++;
        }
        return text.substring(start, position).toLowerCase(Locale.ROOT);
    }

    private char peek() {
        int start = position;
        skipSpace();
        if (position < text.length()) {
            return text.charAt(position);
        }
        // At the end, point behind the last word, not behind trailing space.
        position = start;
        return 0;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private NetworkException error(int at, String problem, String hint) {
        return new NetworkException(text, at, problem, hint);
    }

    private static String nearest(String name, List<String> known) {
        String best =
                known.stream()
                        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                        .orElseThrow();
        String all = "known are " + String.join(", ", known);
        return distance(name, best) <= Math.max(2, best.length() / 3)
                ? "did you mean " + best + "? " + all
                : all;
    }

    /// How many letters must be added, removed or replaced to turn one word into the other
    /// (Levenshtein 1965).
    private static int distance(String a, String b) {
        if (a.length() > 100) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
