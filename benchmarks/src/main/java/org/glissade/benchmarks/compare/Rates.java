package org.glissade.benchmarks.compare;

import java.util.List;

/// Steps or examples a second over several windows.
record Rates(double median, double least, double most) {
    static Rates of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there is no window");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median =
                sorted.size() % 2 == 1
                        ? sorted.get(half)
                        : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Rates(median, sorted.getFirst(), sorted.getLast());
    }
}
