package org.glissade.learn.optimize.schedule;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the text form of schedules.
final class ScheduleParser {
    /// All names with the settings that they take and their defaults; warmup comes with each.
    private static final List<String> KNOWN =
            List.of(
                    "constant",
                    "step(every=10,factor=0.1)",
                    "multi-step(at=10:20,factor=0.1)",
                    "exponential(factor=0.95)",
                    "polynomial(power=1,end=0)",
                    "inverse-sqrt(peak=4000)",
                    "cosine(end=0)",
                    "cosine-restarts(period=10,growth=1,end=0)",
                    "one-cycle(rise=0.3,start=0.04,end=4e-6)",
                    "cyclical(period=2000,low=0.1,shrink=1)",
                    "plateau(factor=0.1,patience=10,improvement=1e-4,cooldown=0,least=0)");

    private final String text;
    private final Map<String, String> settings;

    private ScheduleParser(String text, Map<String, String> settings) {
        this.text = text;
        this.settings = settings;
    }

    static Schedule parse(String text) {
        String name = name(text);
        String usual =
                KNOWN.stream()
                        .filter(known -> name(known).equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no schedule \""
                                                + name
                                                + "\"; known are "
                                                + String.join(", ", KNOWN)
                                                + ", each also with warmup=STEPS"));
        Map<String, String> settings = settings(usual);
        settings.put("warmup", "0");
        Set<String> known = Set.copyOf(settings.keySet());
        settings(text)
                .forEach((setting, value) -> {
                    if (!known.contains(setting)) {
                        throw new IllegalArgumentException(
                                "schedule "
                                        + text
                                        + ": there is no setting \""
                                        + setting
                                        + "\"; it is "
                                        + usual
                                        + " and takes warmup=STEPS");
                    }
                    settings.put(setting, value);
                });
        ScheduleParser parser = new ScheduleParser(text, settings);
        try {
            return parser.schedule(name).warmedUp(parser.whole("warmup"));
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(
                    "schedule " + text + ": its settings are numbers, as in " + usual);
        }
    }

    private Schedule schedule(String name) {
        return switch (name) {
            case "constant" -> new Constant();
            case "step" -> new StepDecay(small("every"), number("factor"));
            case "multi-step" ->
                    new MultiStep(
                            Arrays.stream(setting("at").split(":", -1))
                                    .map(Integer::valueOf)
                                    .toList(),
                            number("factor"));
            case "exponential" -> new Exponential(number("factor"));
            case "polynomial" -> new Polynomial(number("power"), number("end"));
            case "inverse-sqrt" -> new InverseSquareRoot(whole("peak"));
            case "cosine" -> new Cosine(number("end"));
            case "cosine-restarts" ->
                    new CosineRestarts(number("period"), number("growth"), number("end"));
            case "one-cycle" -> new OneCycle(number("rise"), number("start"), number("end"));
            case "cyclical" -> new Cyclical(whole("period"), number("low"), number("shrink"));
            case "plateau" ->
                    new ReduceOnPlateau(
                            number("factor"),
                            small("patience"),
                            number("improvement"),
                            small("cooldown"),
                            number("least"));
            default -> throw new IllegalStateException("schedule " + name + " has no constructor");
        };
    }

    private String setting(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalStateException("schedule " + text + " has no setting " + name);
        }
        return value;
    }

    private double number(String name) {
        return Double.parseDouble(setting(name));
    }

    private int small(String name) {
        return Integer.parseInt(setting(name));
    }

    private long whole(String name) {
        return Long.parseLong(setting(name));
    }

    private static String name(String text) {
        int open = text.indexOf('(');
        return (open < 0 ? text : text.substring(0, open)).strip();
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        String trimmed = text.strip();
        int open = trimmed.indexOf('(');
        if (open < 0) {
            return settings;
        }
        if (!trimmed.endsWith(")")) {
            throw new IllegalArgumentException("schedule " + text + ": the closing ) is missing");
        }
        String inside = trimmed.substring(open + 1, trimmed.length() - 1);
        if (inside.isBlank()) {
            return settings;
        }
        for (String part : inside.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "schedule "
                                + text
                                + ": settings are written name=value, but got \""
                                + part
                                + "\"");
            }
            String name = part.substring(0, equals).strip();
            if (settings.put(name, part.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException(
                        "schedule " + text + ": " + name + " is set twice");
            }
        }
        return settings;
    }
}
