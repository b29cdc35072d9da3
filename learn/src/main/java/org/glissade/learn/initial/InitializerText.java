package org.glissade.learn.initial;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Initialisers as text: a name, and settings in brackets as numbers in order or `key=value`.
final class InitializerText {
    private static final Pattern FORM = Pattern.compile("\\s*([a-z0-9-]+)\\s*(?:\\((.*)\\))?\\s*");
    private static final int MAX_LENGTH = 1_000;
    private static final Map<String, Form> FORMS = forms();

    /// What a name stands for.
    ///
    /// @param usual the settings in their order, with their usual values; a usual value of NaN
    ///   means that the setting must be given
    private record Form(Map<String, Double> usual, Function<double[], Initializer> make) {
        String text(String name) {
            return usual.isEmpty()
                    ? name
                    : usual.entrySet().stream()
                            .map(one ->
                                    one.getKey()
                                            + "="
                                            + (one.getValue().isNaN() ? "…" : one.getValue()))
                            .collect(Collectors.joining(", ", name + "(", ")"));
        }
    }

    private InitializerText() {}

    private static Map<String, Form> forms() {
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("zeros", new Form(Map.of(), _ -> Initializer.zeros()));
        forms.put("ones", new Form(Map.of(), _ -> Initializer.ones()));
        forms.put("constant", new Form(Map.of("value", Double.NaN), v -> new Constant(v[0])));
        forms.put(
                "normal",
                new Form(settings("mean", 0, "deviation", 1), v -> new Normal(v[0], v[1])));
        forms.put(
                "truncated-normal",
                new Form(
                        settings("mean", 0, "deviation", 1, "cut", 2),
                        v -> new TruncatedNormal(v[0], v[1], v[2])));
        forms.put("uniform", new Form(settings("low", 0, "high", 1), v -> new Uniform(v[0], v[1])));
        for (Scaled.Law law : Scaled.Law.values()) {
            forms.put(law.toString(), new Form(settings("gain", 1), v -> new Scaled(law, v[0])));
        }
        forms.put("orthogonal", new Form(settings("gain", 1), v -> new Orthogonal(v[0])));
        forms.put("identity", new Form(settings("gain", 1), v -> new Identity(v[0])));
        forms.put(
                "sparse",
                new Form(
                        settings("sparsity", Double.NaN, "deviation", 0.01),
                        v -> new Sparse(v[0], v[1])));
        forms.put("lsuv", new Form(Map.of(), _ -> Initializer.lsuv()));
        return forms;
    }

    private static Map<String, Double> settings(Object... namesAndValues) {
        Map<String, Double> settings = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(
                    (String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
        }
        return settings;
    }

    static List<String> names() {
        return List.copyOf(FORMS.keySet());
    }

    static Initializer parse(String text, ToDoubleFunction<String> gains) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            throw new IllegalArgumentException(
                    "an initialiser is a name, perhaps with settings in brackets, such as normal(0, 0.05), but got \""
                            + text.substring(0, Math.min(100, text.length()))
                            + "\"");
        }
        String name = matcher.group(1);
        Form form = FORMS.get(name);
        if (form == null) {
            throw new IllegalArgumentException(
                    "there is no initialiser \""
                            + name
                            + "\""
                            + System.lineSeparator()
                            + "  hint  known are "
                            + String.join(", ", names()));
        }
        String inner = matcher.group(2);
        return form.make()
                .apply(
                        inner == null || inner.isBlank()
                                ? values(name, form, List.of(), gains)
                                : values(name, form, Arrays.asList(inner.split(",", -1)), gains));
    }

    private static double[] values(
            String name, Form form, List<String> parts, ToDoubleFunction<String> gains) {
        List<String> keys = List.copyOf(form.usual().keySet());
        Map<String, Double> given = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            int equals = part.indexOf('=');
            String key =
                    equals >= 0
                            ? part.substring(0, equals).strip()
                            : i < keys.size() ? keys.get(i) : part.strip();
            if (!keys.contains(key)) {
                throw new IllegalArgumentException(
                        name + " has no setting " + key + "; it is written " + form.text(name));
            }
            String value = part.substring(equals + 1).strip();
            if (given.put(key, number(name, key, value, gains)) != null) {
                throw new IllegalArgumentException(name + " is given " + key + " twice");
            }
        }
        return keys.stream()
                .mapToDouble(key -> {
                    double value =
                            Objects.requireNonNull(given.getOrDefault(key, form.usual().get(key)));
                    if (Double.isNaN(value)) {
                        throw new IllegalArgumentException(
                                name + " needs its " + key + ": it is written " + form.text(name));
                    }
                    return value;
                })
                .toArray();
    }

    private static double number(
            String name, String key, String value, ToDoubleFunction<String> gains) {
        boolean isWord = !value.isEmpty() && Character.isLetter(value.charAt(0));
        if (isWord && key.equals("gain")) {
            return gains.applyAsDouble(value);
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(
                    key + " of " + name + " is a number, but got \"" + value + "\"");
        }
    }
}
