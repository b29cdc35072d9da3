package org.glissade.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The data sets that come with Glissade: five real ones and four that are drawn with a seed.
public final class Samples {
    private static final String UCI = "UCI Machine Learning Repository, CC BY 4.0";
    private static final String DRAWN = "drawn with a seed";

    private static final List<Sample> ALL =
            List.of(
                    new Sample(
                            "digits",
                            "8×8 images of handwritten digits",
                            1797,
                            64,
                            "10 classes",
                            "digit",
                            UCI),
                    new Sample(
                            "iris",
                            "measures of iris flowers",
                            150,
                            4,
                            "3 classes",
                            "species",
                            UCI),
                    new Sample(
                            "wine",
                            "chemical analyses of wines from three cultivars",
                            178,
                            13,
                            "3 classes",
                            "cultivar",
                            UCI),
                    new Sample(
                            "breast-cancer",
                            "measures of cell nuclei from breast masses",
                            569,
                            30,
                            "2 classes",
                            "diagnosis",
                            UCI),
                    new Sample(
                            "diabetes",
                            "progression of diabetes one year after ten measures",
                            442,
                            10,
                            "a number",
                            "progression",
                            "Efron, Hastie, Johnstone, Tibshirani 2004"),
                    new Sample(
                            "xor",
                            "points in a square, labelled by the sign of x·y",
                            GeneratedSamples.ROWS,
                            2,
                            "2 classes",
                            "label",
                            DRAWN),
                    new Sample(
                            "two-moons",
                            "two interleaving half circles",
                            GeneratedSamples.ROWS,
                            2,
                            "2 classes",
                            "label",
                            DRAWN),
                    new Sample(
                            "two-spirals",
                            "two spirals wound around each other",
                            GeneratedSamples.ROWS,
                            2,
                            "2 classes",
                            "label",
                            DRAWN),
                    new Sample(
                            "circles",
                            "a small circle within a large one",
                            GeneratedSamples.ROWS,
                            2,
                            "2 classes",
                            "label",
                            DRAWN));

    private Samples() {}

    /// All of them.
    public static List<Sample> all() {
        return ALL;
    }

    /// Their names.
    public static List<String> names() {
        return ALL.stream().map(Sample::name).toList();
    }

    /// The sample of that name.
    ///
    /// @throws PreparationException naming the nearest if there is none
    public static Sample named(String name) {
        return ALL.stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new PreparationException(
                                "sample:" + name,
                                "there is no such sample",
                                Nearest.to(name, names())
                                                .map(nearest ->
                                                        "did you mean sample:" + nearest + "? ")
                                                .orElse("")
                                        + "the samples are "
                                        + String.join(", ", names())));
    }

    /// The table of that name; the drawn ones with seed 0.
    ///
    /// @throws PreparationException naming the nearest if there is none
    public static Table table(String name) {
        return table(name, 0);
    }

    /// The table of that name; the seed matters only to the drawn ones.
    ///
    /// @throws PreparationException naming the nearest if there is none
    public static Table table(String name, long seed) {
        Sample sample = named(name);
        String source = "sample:" + name;
        return switch (name) {
            case "xor" -> GeneratedSamples.xor(source, seed);
            case "two-moons" -> GeneratedSamples.twoMoons(source, seed);
            case "two-spirals" -> GeneratedSamples.twoSpirals(source, seed);
            case "circles" -> GeneratedSamples.circles(source, seed);
            default -> resource(source, sample);
        };
    }

    private static Table resource(String source, Sample sample) {
        try (InputStream stream = Samples.class.getResourceAsStream(sample.name() + ".csv.gz")) {
            if (stream == null) {
                throw new IllegalStateException(
                        "the jar lacks " + sample.name() + ".csv.gz: build it again");
            }
            return CsvReader.read(source, stream);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + source, failure);
        }
    }
}
