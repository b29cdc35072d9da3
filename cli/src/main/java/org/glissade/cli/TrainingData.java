package org.glissade.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.data.SplitRows;
import org.glissade.learn.data.Task;
import org.glissade.tables.Encoding;
import org.glissade.tables.IdxReader;
import org.glissade.tables.InputPreparation;
import org.glissade.tables.LabelledImages;
import org.glissade.tables.PixelPreparation;
import org.glissade.tables.Preparation;
import org.glissade.tables.Table;
import org.glissade.tables.TableSplit;
import org.glissade.tables.Target;
import org.glissade.tables.TaskChoice;
import org.jspecify.annotations.Nullable;

/// Data ready to train on: split first, then prepared by what the training rows alone tell.
///
/// @param split features and targets of each part
/// @param preparation how raw data became features
/// @param story what a user should hear about it, a line each
record TrainingData(Split split, InputPreparation preparation, List<String> story) {
    private static final String MARGIN = System.lineSeparator() + " ".repeat(12);

    /// Splits and prepares a source.
    ///
    /// @param target the column to predict, or null for the last one
    /// @throws UsageException if the source cannot be trained on
    static TrainingData of(Source source, @Nullable String target, Shares shares, long seed) {
        return switch (source) {
            case Source.Rows(Table table) -> ofTable(table, target, shares, seed);
            case Source.Folder folder -> {
                refuseTarget(target);
                yield ofImages(folder, shares, seed);
            }
            case Source.Images(var images) ->
                    throw new UsageException(
                            images.source() + " holds images without labels",
                            "name the folder that holds train-images-idx3-ubyte and train-labels-idx1-ubyte");
        };
    }

    private static void refuseTarget(@Nullable String target) {
        if (target != null) {
            throw new UsageException(
                    "--target is for tables, but DATA is a folder of images",
                    "leave it out: labels come from the folder");
        }
    }

    private static TrainingData ofTable(
            Table table, @Nullable String column, Shares shares, long seed) {
        Target target =
                column == null
                        ? Target.last(table)
                        : Target.of(table, column, TaskChoice.AUTOMATIC);
        TableSplit divided =
                TableSplit.of(table, target, shares.validationOfAll(), shares.test(), seed);
        Preparation preparation = divided.preparation();
        List<String> story = new ArrayList<>();
        story.add(
                "data        "
                        + table.source()
                        + ": "
                        + Numbers.count(table.rowCount())
                        + " rows, "
                        + table.columns().size()
                        + " columns");
        story.add(
                "task        "
                        + target.reason()
                        + (column == null
                                ? MARGIN + "(the last column; --target chooses another)"
                                : ""));
        story.add("prepared    " + describe(preparation));
        addNotes(story, table.notes());
        addNotes(story, preparation.notes());
        story.add("split       " + describe(divided.split(), target.task(), seed));
        return new TrainingData(divided.split(), preparation, story);
    }

    private static void addNotes(List<String> story, List<String> notes) {
        notes.forEach(note -> story.add("note        " + note));
    }

    private static String describe(Preparation preparation) {
        List<String> parts = new ArrayList<>();
        long numbers =
                preparation.encodings().stream()
                        .filter(encoding -> encoding instanceof Encoding.Standardised)
                        .count();
        String categories =
                preparation.encodings().stream()
                        .filter(encoding -> encoding instanceof Encoding.OneHot)
                        .map(encoding -> encoding.column() + " as " + encoding.features().size())
                        .collect(Collectors.joining(", "));
        if (numbers > 0) {
            parts.add(count(numbers, "column of numbers", "columns of numbers") + " standardised");
        }
        if (!categories.isEmpty()) {
            parts.add("one-hot: " + categories);
        }
        return String.join(MARGIN, parts);
    }

    private static TrainingData ofImages(Source.Folder folder, Shares shares, long seed) {
        IdxReader.ImageFolder images = folder.images();
        LabelledImages all = images.training();
        Optional<LabelledImages> own = images.test();
        if (own.isPresent() && shares.hasTest()) {
            throw new UsageException(
                    "--test divides data without a test set, but " + folder.path() + " brings one",
                    "leave --test out: t10k-images-idx3-ubyte is used");
        }
        double test = own.isPresent() ? 0 : shares.test();
        SplitRows rows =
                SplitRows.stratified(all.classes(), shares.validation() * (1 - test), test, seed);
        LabelledImages train = part(all, rows.train());
        PixelPreparation preparation = PixelPreparation.fit(train);
        Dataset trainData = preparation.dataset(train);
        Split split =
                new Split(
                        trainData,
                        dataset(preparation, all, rows.validation(), trainData),
                        own.isPresent()
                                ? preparation.dataset(own.get())
                                : dataset(preparation, all, rows.test(), trainData));
        List<String> story = new ArrayList<>();
        story.add(
                "data        "
                        + folder.path()
                        + ": "
                        + Numbers.count(all.count())
                        + " labelled images of "
                        + preparation.shape().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining("×"))
                        + " pixels"
                        + (own.isPresent()
                                ? ", " + Numbers.count(own.get().count()) + " more for the test"
                                : ""));
        story.add(
                "task        labels are "
                        + preparation.classes().size()
                        + " classes: classification");
        story.add(
                "prepared    pixels standardised: (p / 255 - "
                        + Numbers.fixed(preparation.mean(), 4)
                        + ") / "
                        + Numbers.fixed(preparation.deviation(), 4));
        story.add("split       " + describe(split, trainData.task(), seed));
        return new TrainingData(split, preparation, story);
    }

    private static LabelledImages part(LabelledImages all, List<Integer> rows) {
        return all.rows(rows.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Dataset dataset(
            PixelPreparation preparation,
            LabelledImages all,
            List<Integer> rows,
            Dataset likeThis) {
        // A set of images is never empty, a part of a split may be.
        return rows.isEmpty() ? likeThis.select() : preparation.dataset(part(all, rows));
    }

    private static String describe(Split split, Task task, long seed) {
        String how =
                switch (task) {
                    case Task.Classification _ -> "each class spread evenly, ";
                    case Task.Regression _ -> "";
                };
        return Numbers.count(split.train().rows())
                + " rows for training, "
                + Numbers.count(split.validation().rows())
                + " for validation, "
                + Numbers.count(split.test().rows())
                + " for the test ("
                + how
                + "seed "
                + seed
                + ")";
    }

    private static String count(long number, String one, String many) {
        return number == 1 ? "1 " + one : Numbers.count(number) + " " + many;
    }
}
