package org.glissade.learn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.glissade.learn.random.RandomStream;

/// Which rows serve which purpose; no row serves two. Each list is in ascending order.
///
/// @param train to learn from
/// @param validation to choose the best weights by
/// @param test to be looked at once, at the end
public record SplitRows(List<Integer> train, List<Integer> validation, List<Integer> test) {
    /// The share of rows kept for validation unless asked otherwise.
    public static final double VALIDATION = 0.16;

    /// The share of rows kept for the test unless asked otherwise.
    public static final double TEST = 0.2;

    private record Row(int index, double quantile, double tie) {}

    /// Lists are kept unmodifiable.
    public SplitRows {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /// A seeded split in which each class is spread evenly.
    ///
    /// Every class is shuffled; its j-th of n rows gets the quantile (j + ½)/n; all rows in the
    /// order of their quantiles are then cut at the shares. So each part has its share of each
    /// class to within one row, and the only row of a class is trained on.
    ///
    /// Parts are rounded to whole rows; a part with a share above 0 has at least one row, and so
    /// has the training part. With fewer than 3 rows all are trained on.
    ///
    /// @param labels a class number for each row
    /// @param validation share of all rows, in [0, 1)
    /// @param test share of all rows, in [0, 1)
    public static SplitRows stratified(int[] labels, double validation, double test, long seed) {
        return cut(spread(labels, seed), validation, test);
    }

    /// Rows in an order in which every class is spread evenly.
    private static int[] spread(int[] labels, long seed) {
        Map<Integer, List<Integer>> classes = new HashMap<>();
        for (int i = 0; i < labels.length; i++) {
            classes.computeIfAbsent(labels[i], key -> new ArrayList<>()).add(i);
        }
        RandomStream ties = RandomStream.of(seed, "split");
        List<Row> rows = new ArrayList<>();
        classes.forEach((label, members) -> {
            int[] order = RandomStream.of(seed, "split/" + label).permutation(members.size());
            for (int j = 0; j < order.length; j++) {
                int row = members.get(order[j]);
                rows.add(new Row(row, (j + 0.5) / order.length, ties.uniform(row)));
            }
        });
        rows.sort(Comparator.comparingDouble(Row::quantile).thenComparingDouble(Row::tie));
        return rows.stream().mapToInt(Row::index).toArray();
    }

    /// The rows of `count` folds of nearly equal size, seeded, each class spread evenly: every row
    /// is in one of them. Each list is in ascending order.
    ///
    /// @param count from 2 to the number of rows
    public static List<List<Integer>> folds(Dataset data, int count, long seed) {
        int rows = data.rows();
        if (count < 2 || count > rows) {
            throw new IllegalArgumentException(
                    "there are 2 folds or more and at most one for each of the "
                            + rows
                            + " rows, but got "
                            + count);
        }
        int[] order =
                switch (data.task()) {
                    case Task.Classification _ -> spread(data.targets().toInts(), seed);
                    case Task.Regression _ -> RandomStream.of(seed, "split").permutation(rows);
                };
        List<List<Integer>> folds = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            folds.add(
                    part(
                            order,
                            (int) ((long) rows * fold / count),
                            (int) ((long) rows * (fold + 1) / count)));
        }
        return folds;
    }

    /// A seeded split at random. Sizes are those of [#stratified].
    public static SplitRows random(int rows, double validation, double test, long seed) {
        return cut(RandomStream.of(seed, "split").permutation(rows), validation, test);
    }

    /// The split that suits the data's task: stratified for classes.
    public static SplitRows of(Dataset data, double validation, double test, long seed) {
        return switch (data.task()) {
            case Task.Classification _ ->
                    stratified(data.targets().toInts(), validation, test, seed);
            case Task.Regression _ -> random(data.rows(), validation, test, seed);
        };
    }

    private static SplitRows cut(int[] order, double validation, double test) {
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new IllegalArgumentException(
                    "the shares of validation and test are 0 or more and together below 1,"
                            + " but got "
                            + validation
                            + " and "
                            + test
                            + "; what remains is trained on");
        }
        int rows = order.length;
        int tests = size(rows, test);
        int validations = size(rows, validation);
        while (tests + validations >= rows && tests + validations > 0) {
            if (tests >= validations) {
                tests--;
            } else {
                validations--;
            }
        }
        return new SplitRows(
                part(order, tests + validations, rows),
                part(order, tests, tests + validations),
                part(order, 0, tests));
    }

    private static int size(int rows, double share) {
        return share == 0 || rows < 3 ? 0 : Math.max(1, (int) Math.round(rows * share));
    }

    private static List<Integer> part(int[] order, int from, int to) {
        return IntStream.of(Arrays.copyOfRange(order, from, to)).sorted().boxed().toList();
    }
}
