package org.glissade.learn.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.optimize.AdamW;
import org.glissade.learn.random.RandomStream;
import org.glissade.learn.train.Trainer;

/// Settings that a search may choose: networks of equal dense layers with ReLU, trained by AdamW,
/// which without weight decay is Adam.
///
/// @param learningRate above 0
/// @param width units in each hidden layer
/// @param depth hidden layers
/// @param batch rows in a step
/// @param weightDecay of AdamW, 0 or more
/// @param dropout after each hidden layer, in [0, 1)
public record Candidate(
        double learningRate, int width, int depth, int batch, double weightDecay, double dropout) {
    /// What a training does unless asked otherwise: every search measures it, too.
    public static final Candidate USUAL = new Candidate(0.001, 256, 1, 32, 0, 0.2);

    private static final List<Integer> WIDTHS = List.of(16, 32, 64, 128, 256, 512);
    private static final List<Integer> BATCHES = List.of(16, 32, 64, 128, 256);
    private static final List<Double> DROPOUTS = List.of(0.0, 0.1, 0.2, 0.3, 0.5);

    /// The candidate of a number: the usual one for 0, for others drawn at random, a function of
    /// seed and number alone (random search: Bergstra, Bengio 2012).
    ///
    /// The rate is log-uniform from 1e-4 to 3e-2, the decay 0 for every second one and else
    /// log-uniform from 1e-5 to 1e-1, both with two digits; width, depth (1 to 3), batch and
    /// dropout are drawn from a few usual numbers.
    public static Candidate draw(long seed, int number) {
        if (number == 0) {
            return USUAL;
        }
        RandomStream stream = RandomStream.of(seed, "candidate " + number);
        return new Candidate(
                logUniform(stream.uniform(0), 1e-4, 3e-2),
                pick(WIDTHS, stream.uniform(1)),
                1 + (int) (3 * stream.uniform(2)),
                pick(BATCHES, stream.uniform(3)),
                stream.uniform(4) < 0.5 ? 0 : logUniform(stream.uniform(5), 1e-5, 1e-1),
                pick(DROPOUTS, stream.uniform(6)));
    }

    private static <T> T pick(List<T> from, double uniform) {
        return from.get((int) (from.size() * uniform));
    }

    private static double logUniform(double uniform, double low, double high) {
        double value = low * StrictMath.pow(high / low, uniform);
        return new BigDecimal(value).round(new MathContext(2)).doubleValue();
    }

    /// The network as text, without its output layer.
    public String network() {
        String layer =
                "dense(" + width + ") relu" + (dropout > 0 ? " dropout(" + dropout + ")" : "");
        return String.join(" ", java.util.Collections.nCopies(depth, layer));
    }

    /// A trainer with these settings; all others are the usual ones.
    public Trainer trainer() {
        return Trainer.of(network())
                .batchSize(batch)
                .optimizer(new AdamW(learningRate, 0.9, 0.999, 1e-8, weightDecay));
    }

    /// The settings as JSON.
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("learningRate", learningRate)
                .put("width", width)
                .put("depth", depth)
                .put("batch", batch)
                .put("weightDecay", weightDecay)
                .put("dropout", dropout)
                .build();
    }

    /// The settings that a JSON object holds.
    ///
    /// @throws org.glissade.learn.file.FileFormatException if it does not hold them
    public static Candidate of(JsonObject json) {
        return new Candidate(
                json.number("learningRate"),
                (int) json.whole("width"),
                (int) json.whole("depth"),
                (int) json.whole("batch"),
                json.number("weightDecay"),
                json.number("dropout"));
    }
}
