package org.glissade.learn.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;

/// Examples to learn from or to be measured on: row i of the features belongs to row i of the
/// targets.
///
/// @param features floating point, `[rows, …]`, all finite
/// @param targets for classification labels I32 `[rows]` in [0, classes); for regression of the
///   features' type, `[rows, targets]`, all finite
/// @param task what the targets mean
/// @param featureNames one for each feature where an example is a vector; may be empty
public record Dataset(Array features, Array targets, Task task, List<String> featureNames) {
    /// About how many values are looked at together.
    private static final int BLOCK = 1 << 14;

    /// Everything named above is checked.
    public Dataset {
        featureNames = List.copyOf(featureNames);
        Shape shape = features.shape();
        require(
                features.dtype().isFloating() && shape.rank() >= 2,
                "features are floating-point rows [rows, features], but got " + features.type(),
                "cast or reshape them; a single feature is [rows, 1]");
        require(
                featureNames.isEmpty()
                        || (shape.rank() == 2 && featureNames.size() == shape.dim(1)),
                featureNames.size() + " feature names for features of shape " + shape,
                "give one name for each feature, or none");
        int rows = shape.dim(0);
        switch (task) {
            case Task.Classification(List<String> classes) -> {
                require(
                        targets.dtype() == DType.I32 && targets.shape().equals(Shape.of(rows)),
                        "labels of "
                                + rows
                                + " rows are i32["
                                + rows
                                + "], but got "
                                + targets.type(),
                        "give one label for each row");
                int[] labels = targets.toInts();
                for (int i = 0; i < rows; i++) {
                    int label = labels[i];
                    require(
                            label >= 0 && label < classes.size(),
                            "row "
                                    + i
                                    + " has label "
                                    + label
                                    + ", but there are "
                                    + classes.size()
                                    + " classes",
                            "labels count from 0");
                }
            }
            case Task.Regression(List<String> names) -> {
                require(
                        targets.dtype() == features.dtype()
                                && targets.shape().equals(Shape.of(rows, names.size())),
                        "targets of "
                                + rows
                                + " rows are "
                                + features.dtype()
                                + Shape.of(rows, names.size())
                                + ", but got "
                                + targets.type(),
                        "give one row of targets for each row of features");
                requireFinite(targets, "target");
            }
        }
        requireFinite(features, "feature");
    }

    /// Labelled examples without feature names.
    public static Dataset classification(Array features, int[] labels, List<String> classes) {
        return new Dataset(
                features,
                Array.of(Shape.of(labels.length), labels),
                new Task.Classification(classes),
                List.of());
    }

    /// Examples with one F32 number to predict each, without feature names.
    public static Dataset regression(Array features, float[] targets, String name) {
        return new Dataset(
                features,
                Array.of(Shape.of(targets.length, 1), targets),
                new Task.Regression(List.of(name)),
                List.of());
    }

    /// The number of examples.
    public int rows() {
        return features.shape().dim(0);
    }

    /// The shape of one example's features.
    public Shape example() {
        return features.shape().slice(1, features.shape().rank());
    }

    /// The examples with the given numbers, in that order.
    public Dataset select(int... rows) {
        return new Dataset(gather(features, rows), gather(targets, rows), task, featureNames);
    }

    /// The first examples.
    public Dataset take(int count) {
        return select(IntStream.range(0, Math.min(count, rows())).toArray());
    }

    /// The rows of both, those of the first before those of the second.
    ///
    /// @throws IllegalArgumentException if they are not alike
    public static Dataset concat(Dataset first, Dataset second) {
        if (!first.task.equals(second.task)
                || !first.example().equals(second.example())
                || first.features.dtype() != second.features.dtype()) {
            throw new IllegalArgumentException(
                    "data that are joined are alike, but got " + first + " and " + second);
        }
        return new Dataset(
                concat(first.features, second.features),
                concat(first.targets, second.targets),
                first.task,
                first.featureNames);
    }

    private static Array concat(Array first, Array second) {
        int split = first.shape().dim(0);
        int rows = split + second.shape().dim(0);
        Array both = Array.zeros(first.type().with(first.shape().with(0, rows)));
        both.rows(0, split).copyFrom(first);
        both.rows(split, rows).copyFrom(second);
        return both;
    }

    /// SHA-256 of types and values as 64 hexadecimal digits: equal data have equal fingerprints on
    /// every machine.
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Array array : List.of(features, targets)) {
                digest.update(
                        array.type().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                // In blocks: the whole may not fit an array.
                ByteBuffer block = ByteBuffer.allocate(8 * 8192).order(ByteOrder.LITTLE_ENDIAN);
                for (long i = 0; i < array.size(); i++) {
                    block.putLong(
                            array.dtype().isFloating()
                                    ? Double.doubleToLongBits(array.getFlat(i))
                                    : array.getLong(i));
                    if (!block.hasRemaining() || i == array.size() - 1) {
                        digest.update(block.flip());
                        block.clear();
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Array gather(Array source, int[] rows) {
        Array chosen = Array.zeros(source.type().with(source.shape().with(0, rows.length)));
        chosen.gatherRows(source, rows, 0);
        return chosen;
    }

    /// Looks at copies of some rows at a time: a plain array is read many times faster than memory
    /// outside of the heap while the JIT has not seen this loop, which is so at the start of every
    /// training.
    private static void requireFinite(Array values, String what) {
        int rows = values.shape().dim(0);
        if (values.size() == 0) {
            return;
        }
        int each = Math.toIntExact(values.size() / rows);
        int some = Math.max(1, BLOCK / each);
        for (int from = 0; from < rows; from += some) {
            double[] block = values.rows(from, Math.min(rows, from + some)).toDoubles();
            for (int i = 0; i < block.length; i++) {
                if (!Double.isFinite(block[i])) {
                    throw new IllegalArgumentException(
                            "data: "
                                    + what
                                    + " "
                                    + i % each
                                    + " of row "
                                    + (from + i / each)
                                    + " is "
                                    + block[i]
                                    + System.lineSeparator()
                                    + "  hint  fill in or leave out missing and infinite values before training");
                }
            }
        }
    }

    private static void require(boolean holds, String problem, String hint) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "data: " + problem + System.lineSeparator() + "  hint  " + hint);
        }
    }

    /// Rows, features and task.
    @Override
    public String toString() {
        return rows() + " rows of " + example() + ", " + task;
    }
}
