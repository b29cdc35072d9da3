package org.glissade.benchmarks.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonNull;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;

/// What was measured for a workload.
///
/// @param peer empty where there is none or it cannot do the workload
/// @param note what there is to say besides
record Result(Workload workload, Side glissade, Optional<Side> peer, double handoff, String note) {
    /// One engine's part.
    ///
    /// @param peakShare of what as many threads reach at most
    record Side(
            String title,
            int threads,
            Rates rates,
            double peakShare,
            double firstStepMilliseconds,
            Optional<Double> megabytes,
            String settings) {
        static Side of(Contestant contestant, Workload workload, double peak) {
            double perExample = workload.operationsPerExample();
            double unit =
                    workload.isCountedInExamples() ? perExample : perExample * workload.batch();
            Rates rates = contestant.rates();
            return new Side(
                    contestant.command().title(),
                    contestant.threads(),
                    rates,
                    rates.median() * unit / (peak * 1e9),
                    contestant.firstStepMilliseconds(),
                    contestant.peakMegabytes(),
                    contestant.settings());
        }
    }

    /// How many times as fast Glissade is.
    Optional<Double> ratio() {
        return peer.map(side -> glissade.rates().median() / side.rates().median());
    }

    /// The geometric mean of all ratios; empty where there is none.
    static OptionalDouble geometricMean(List<Result> results) {
        OptionalDouble mean =
                results.stream()
                        .flatMap(result -> result.ratio().stream())
                        .mapToDouble(Math::log)
                        .average();
        return mean.isEmpty() ? mean : OptionalDouble.of(Math.exp(mean.getAsDouble()));
    }

    static JsonObject toJson(List<Result> results) {
        OptionalDouble mean = geometricMean(results);
        return JsonObject.builder()
                .put(
                        "workloads",
                        new JsonArray(results.stream().<JsonValue>map(Result::toJson).toList()))
                .put("geomean", mean.isPresent() ? rounded(mean.getAsDouble()) : JsonNull.NULL)
                .build();
    }

    private JsonObject toJson() {
        return JsonObject.builder()
                .put("workload", workload.name())
                .put("glissade", rounded(glissade.rates().median()))
                .put("peer", rounded(peer.map(side -> side.rates().median())))
                .put("ratio", rounded(ratio()))
                .put("peak_share", rounded(glissade.peakShare()))
                .put("handoff_ns", rounded(Optional.of(handoff).filter(Double::isFinite)))
                .put("first_step_ms", rounded(glissade.firstStepMilliseconds()))
                .put("rss_mb", rounded(glissade.megabytes()))
                .build();
    }

    private static JsonValue rounded(Optional<Double> value) {
        return value.isPresent() ? rounded(value.get()) : JsonNull.NULL;
    }

    /// To five significant digits.
    private static JsonValue rounded(double value) {
        return JsonValue.of(
                new java.math.BigDecimal(value).round(new java.math.MathContext(5)).doubleValue());
    }
}
