package org.glissade.tables;

import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.JsonObject;

/// Moves and stretches numbers to mean 0 and standard deviation 1.
///
/// @param mean the mean of the fitted numbers
/// @param deviation their standard deviation, dividing by n; 0 if all were equal, and then every
///   number becomes 0
record Scaling(double mean, double deviation) {
    /// Further from the mean than this many deviations nothing is let, so that one wild value stays
    /// finite in F32.
    static final double FURTHEST = 1e6;

    Scaling {
        if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation < 0) {
            throw new IllegalArgumentException(
                    "no scaling: mean " + mean + ", deviation " + deviation);
        }
    }

    /// Fits all but the missing (NaN) values. Computed relative to the largest magnitude, so that
    /// squares neither overflow nor vanish.
    static Scaling fit(double[] values) {
        double largest = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                largest = Math.max(largest, Math.abs(value));
                low = Math.min(low, value);
                high = Math.max(high, value);
                count++;
            }
        }
        if (count == 0 || low == high) {
            return new Scaling(count == 0 ? 0 : low, 0);
        }
        double sum = 0;
        for (double value : values) {
            sum += Double.isNaN(value) ? 0 : value / largest;
        }
        double mean = sum / count;
        double squares = 0;
        for (double value : values) {
            double difference = Double.isNaN(value) ? 0 : value / largest - mean;
            squares += difference * difference;
        }
        return new Scaling(
                Math.clamp(mean * largest, low, high), Math.sqrt(squares / count) * largest);
    }

    /// The number in standard deviations from the mean; 0, the mean, if missing.
    float apply(double value) {
        if (Double.isNaN(value) || deviation == 0) {
            return 0;
        }
        // Halves, because the difference of two huge numbers may overflow.
        return (float) Math.clamp((value / 2 - mean / 2) / deviation * 2, -FURTHEST, FURTHEST);
    }

    JsonObject.Builder write(JsonObject.Builder json) {
        return json.put("mean", mean).put("deviation", deviation);
    }

    static Scaling read(JsonObject json) {
        try {
            return new Scaling(json.number("mean"), json.number("deviation"));
        } catch (IllegalArgumentException broken) {
            throw new FileFormatException(
                    "",
                    "",
                    String.valueOf(broken.getMessage()),
                    "the file is damaged: write it again",
                    broken);
        }
    }
}
