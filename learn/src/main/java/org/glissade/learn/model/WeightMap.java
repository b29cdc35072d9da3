package org.glissade.learn.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.glissade.learn.layer.PathPattern;

/// Which tensors of a file become which parameters of a network.
///
/// As text, rules with spaces or commas between them, each `name=path`, or `transpose(name)=path` for
/// a matrix whose axes are to be swapped: what stands for a wildcard in the name stands for the
/// wildcard of the same number in the path.
///
///     transpose(*.weight)=*.dense/weight *.bias=*.dense/bias
///
/// @param rules the first one whose name fits a tensor decides
public record WeightMap(List<Rule> rules) {
    /// Every tensor becomes the parameter that has its name.
    public static final WeightMap SAME = parse("**=**");

    /// Tensors that become parameters.
    ///
    /// @param name of tensors in the file
    /// @param path of parameters in the network, with at most as many wildcards
    /// @param transposed whether the axes of the tensor, a matrix, are swapped
    public record Rule(PathPattern name, PathPattern path, boolean transposed) {
        /// Wildcards are counted.
        public Rule {
            if (path.wildcards() > name.wildcards()) {
                throw new IllegalArgumentException(
                        "the path "
                                + path
                                + " has more wildcards than the name "
                                + name
                                + ", so there is nothing for them to stand for");
            }
        }

        /// The path of the parameter that a tensor becomes; empty if the rule is not for it.
        public Optional<String> target(String tensor) {
            return name.match(tensor).map(path::with);
        }

        /// `transpose(*.weight)=*.dense/weight`.
        @Override
        public String toString() {
            return (transposed ? "transpose(" + name + ")" : name.text()) + "=" + path;
        }
    }

    private static final String TRANSPOSE = "transpose(";

    /// The list is kept unmodifiable; it is not empty.
    public WeightMap {
        rules = List.copyOf(rules);
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("a map of weights has one rule or more, name=path");
        }
    }

    /// The map that a text describes.
    ///
    /// @throws IllegalArgumentException with what was expected
    public static WeightMap parse(String text) {
        List<Rule> rules = new ArrayList<>();
        Arrays.stream(text.split("[,\\s]+"))
                .filter(part -> !part.isEmpty())
                .forEach(part -> rules.add(rule(part)));
        return new WeightMap(rules);
    }

    private static Rule rule(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? "" : text.substring(0, equals);
        String path = text.substring(equals + 1);
        boolean transposed = name.startsWith(TRANSPOSE) && name.endsWith(")");
        String inner = transposed ? name.substring(TRANSPOSE.length(), name.length() - 1) : name;
        if (inner.isEmpty() || path.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected name=path or transpose(name)=path, but got \""
                            + text
                            + "\""
                            + System.lineSeparator()
                            + "  hint  for example transpose(*.weight)=*.dense/weight *.bias=*.dense/bias");
        }
        return new Rule(new PathPattern(inner), new PathPattern(path), transposed);
    }

    /// The rules with spaces between them; [#parse] reads it.
    @Override
    public String toString() {
        return rules.stream().map(Rule::toString).collect(Collectors.joining(" "));
    }
}
