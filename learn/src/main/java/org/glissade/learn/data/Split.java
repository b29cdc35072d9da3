package org.glissade.learn.data;

import java.util.List;

/// Data for training, for choosing the best weights, and for the test at the end.
///
/// @param train to learn from; at least one row
/// @param validation to choose the best weights by; without rows, the training loss decides
/// @param test to be looked at once, at the end; may have no rows
public record Split(Dataset train, Dataset validation, Dataset test) {
    /// The parts must be alike.
    public Split {
        if (train.rows() == 0) {
            throw new IllegalArgumentException(
                    "there are no rows to train on; pass data with at least one row");
        }
        checkAlike(train, validation, "validation");
        checkAlike(train, test, "test");
    }

    /// A seeded split into 64% training, 16% validation and 20% test, stratified for classes.
    public static Split of(Dataset data, long seed) {
        return of(data, SplitRows.VALIDATION, SplitRows.TEST, seed);
    }

    /// A seeded split with the given shares of all rows, stratified for classes.
    public static Split of(Dataset data, double validation, double test, long seed) {
        SplitRows rows = SplitRows.of(data, validation, test, seed);
        return new Split(
                data.select(ints(rows.train())),
                data.select(ints(rows.validation())),
                data.select(ints(rows.test())));
    }

    /// All rows for training and none to measure on.
    public static Split trainOnly(Dataset data) {
        Dataset none = data.select();
        return new Split(data, none, none);
    }

    private static int[] ints(List<Integer> rows) {
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void checkAlike(Dataset train, Dataset other, String name) {
        if (!other.task().equals(train.task())
                || !other.example().equals(train.example())
                || other.features().dtype() != train.features().dtype()) {
            throw new IllegalArgumentException(
                    "the "
                            + name
                            + " data are "
                            + other
                            + ", the training data "
                            + train
                            + "; prepare both in the same way");
        }
    }
}
