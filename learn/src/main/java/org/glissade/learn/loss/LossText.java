package org.glissade.learn.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Losses as text: a name, and settings in brackets as numbers in order or `key=value`.
final class LossText {
    private static final Pattern FORM = Pattern.compile("\\s*([a-z0-9-]+)\\s*(?:\\((.*)\\))?\\s*");
    private static final int MAX_LENGTH = 100_000;
    private static final Map<String, Function<LossText, Loss>> FORMS = forms();

    private final String name;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private int unnamed;

    private LossText(String name, @Nullable String inner) {
        this.name = name;
        if (inner == null || inner.isBlank()) {
            return;
        }
        int position = 0;
        for (String part : inner.split(",", -1)) {
            int equals = part.indexOf('=');
            String key =
                    equals < 0 ? Integer.toString(position++) : part.substring(0, equals).strip();
            if (settings.put(key, part.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException(name + " is given " + key + " twice");
            }
        }
    }

    private static Map<String, Function<LossText, Loss>> forms() {
        Map<String, Function<LossText, Loss>> forms = new LinkedHashMap<>();
        for (ValueLoss loss : ValueLoss.values()) {
            forms.put(loss.toString(), _ -> loss);
        }
        forms.put("huber", text -> new Huber(text.number("delta", 1)));
        forms.put("smooth-l1", text -> new SmoothL1(text.number("beta", 1)));
        forms.put("quantile", text -> new Quantile(text.number("level", 0.5)));
        forms.put(
                "binary-cross-entropy",
                text ->
                        new BinaryCrossEntropy(
                                text.named("weight", 1), text.named("smoothing", 0)));
        forms.put(
                "cross-entropy",
                text ->
                        new CrossEntropy(
                                text.weights(), text.named("smoothing", 0), text.label("ignore")));
        forms.put("focal", text -> new Focal(text.number("gamma", 2), text.weights()));
        forms.put(
                "binary-focal",
                text -> new BinaryFocal(text.number("gamma", 2), text.number("alpha", 0.25)));
        forms.put("hinge", text -> new Hinge(text.number("margin", 1), false));
        forms.put("squared-hinge", text -> new Hinge(text.number("margin", 1), true));
        forms.put("binary-hinge", text -> new BinaryHinge(text.number("margin", 1), false));
        forms.put("binary-squared-hinge", text -> new BinaryHinge(text.number("margin", 1), true));
        forms.put("info-nce", text -> new InfoNce(text.number("temperature", 0.1)));
        forms.put("contrastive", text -> new Contrastive(text.number("margin", 1)));
        forms.put("ctc", text -> new Ctc((int) text.number("blank", 0)));
        return forms;
    }

    static List<String> names() {
        return List.copyOf(FORMS.keySet());
    }

    static Loss parse(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (text.length() > MAX_LENGTH || !form.matches()) {
            throw new IllegalArgumentException(
                    "a loss is a name, perhaps with settings in brackets, such as huber(1.5), but got \""
                            + text.substring(0, Math.min(100, text.length()))
                            + "\"");
        }
        LossText parts = new LossText(form.group(1), form.group(2));
        Function<LossText, Loss> make = FORMS.get(parts.name);
        if (make == null) {
            throw new IllegalArgumentException(
                    "there is no loss \""
                            + parts.name
                            + "\""
                            + System.lineSeparator()
                            + "  hint  "
                            + "known are "
                            + String.join(", ", names()));
        }
        Loss loss = make.apply(parts);
        if (!parts.settings.isEmpty()) {
            String key = parts.settings.keySet().iterator().next();
            throw new IllegalArgumentException(
                    parts.name
                            + " has no setting "
                            + (Character.isDigit(key.charAt(0)) ? parts.settings.get(key) : key)
                            + "; it is written "
                            + loss);
        }
        return loss;
    }

    /// A setting that may be given by its position or its name.
    private double number(String key, double usual) {
        String position = settings.remove(Integer.toString(unnamed++));
        return position == null ? named(key, usual) : number(key, position);
    }

    private double named(String key, double usual) {
        String value = settings.remove(key);
        return value == null ? usual : number(key, value);
    }

    private OptionalInt label(String key) {
        String value = settings.remove(key);
        if (value == null) {
            return OptionalInt.empty();
        }
        double label = number(key, value);
        if (label != (int) label) {
            throw new IllegalArgumentException(
                    key + " of " + name + " is a whole number, but got " + value);
        }
        return OptionalInt.of((int) label);
    }

    private List<Double> weights() {
        String value = settings.remove("weights");
        return value == null
                ? List.of()
                : Arrays.stream(value.split(":", -1)).map(one -> number("weights", one)).toList();
    }

    private double number(String key, String value) {
        try {
            return Double.parseDouble(value.strip());
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(
                    key
                            + " of "
                            + name
                            + " is "
                            + (key.equals("weights")
                                    ? "numbers between colons: 1:2:0.5"
                                    : "a number")
                            + ", but got \""
                            + value
                            + "\"");
        }
    }

    /// Writes the text of a loss, settings that are as usual left out.
    static final class Writer {
        private final String name;
        private final List<String> parts = new ArrayList<>();

        Writer(String name) {
            this.name = name;
        }

        Writer with(double number) {
            parts.add(Double.toString(number));
            return this;
        }

        Writer with(String key, double value, double usual) {
            if (value != usual) {
                parts.add(key + "=" + value);
            }
            return this;
        }

        Writer with(String key, List<Double> values) {
            if (!values.isEmpty()) {
                parts.add(
                        key
                                + "="
                                + values.stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(":")));
            }
            return this;
        }

        Writer with(String key, OptionalInt value) {
            value.ifPresent(number -> parts.add(key + "=" + number));
            return this;
        }

        @Override
        public String toString() {
            return parts.isEmpty() ? name : name + "(" + String.join(", ", parts) + ")";
        }
    }
}
