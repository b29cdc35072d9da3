package org.glissade.learn.layer;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A pattern of parameter paths: `*` stands for any characters but `/`, `**` for any at all, `?`
/// for one that is not `/`.
///
/// @param text the pattern, not empty
public record PathPattern(String text) {
    private static final Pattern WILDCARD = Pattern.compile("\\*\\*|\\*|\\?");

    /// The text is checked.
    public PathPattern {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "a pattern of paths is not empty; ** fits all of them");
        }
    }

    /// Whether it fits a path, or a layer in which the path lies: `0.dense` and `0.*` fit
    /// `0.dense/weight`.
    public boolean fits(String path) {
        return path.matches(regex() + "(?:/.*)?");
    }

    /// What its wildcards stand for, in their order, if it fits the name as a whole.
    public Optional<List<String>> match(String name) {
        Matcher matcher = Pattern.compile(regex()).matcher(name);
        return matcher.matches()
                ? Optional.of(
                        IntStream.rangeClosed(1, matcher.groupCount())
                                .mapToObj(matcher::group)
                                .toList())
                : Optional.empty();
    }

    /// How many wildcards it has.
    public int wildcards() {
        return (int) WILDCARD.matcher(text).results().count();
    }

    /// The name in which the wildcards stand for the given texts.
    ///
    /// @param texts as many as there are [#wildcards], or more
    public String with(List<String> texts) {
        Iterator<String> next = texts.iterator();
        return WILDCARD.matcher(text).replaceAll(_ -> Matcher.quoteReplacement(next.next()));
    }

    private String regex() {
        StringBuilder regex = new StringBuilder();
        int end = 0;
        for (MatchResult wildcard : WILDCARD.matcher(text).results().toList()) {
            regex.append(Pattern.quote(text.substring(end, wildcard.start())))
                    .append(
                            switch (wildcard.group()) {
                                case "**" -> "(.*)";
                                case "*" -> "([^/]*)";
                                default -> "([^/])";
                            });
            end = wildcard.end();
        }
        return regex.append(Pattern.quote(text.substring(end))).toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
