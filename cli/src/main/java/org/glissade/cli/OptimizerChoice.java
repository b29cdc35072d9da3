package org.glissade.cli;

import java.util.List;
import java.util.Locale;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.AdamW;
import org.glissade.learn.optimize.Optimizer;
import org.glissade.learn.optimize.Sgd;
import org.glissade.tables.Nearest;
import org.jspecify.annotations.Nullable;

/// The optimizers that `--optimizer` knows, with the learning rate that each has by default.
enum OptimizerChoice {
    SGD(0.01),
    MOMENTUM(0.01),
    NESTEROV(0.01),
    ADAM(0.001),
    ADAMW(0.001);

    /// The names, for help texts.
    static final String HELP =
            "sgd, momentum (0.9), nesterov (0.9), adam or adamw (decay 0.01). Default: adam.";

    private static final double USUAL_MOMENTUM = 0.9;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double usualRate;

    OptimizerChoice(double usualRate) {
        this.usualRate = usualRate;
    }

    /// The optimizer of that name.
    ///
    /// @throws UsageException naming the nearest if there is none
    static OptimizerChoice named(String name) {
        for (OptimizerChoice choice : values()) {
            if (choice.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return choice;
            }
        }
        List<String> names =
                java.util.Arrays.stream(values()).map(OptimizerChoice::toString).toList();
        throw new UsageException(
                "there is no optimizer \"" + name + "\"",
                Nearest.to(name, names).map(near -> "did you mean " + near + "? ").orElse("")
                        + "known are "
                        + String.join(", ", names));
    }

    /// The update rule with the given learning rate, or the usual one.
    Optimizer with(@Nullable Double learningRate) {
        return with(learningRate, null);
    }

    /// The update rule with the given learning rate and weight decay, or the usual ones.
    Optimizer with(@Nullable Double learningRate, @Nullable Double weightDecay) {
        double rate = learningRate == null ? usualRate : learningRate;
        double decay = weightDecay == null ? 0 : weightDecay;
        return switch (this) {
            case SGD -> new Sgd(rate, 0, false, decay);
            case MOMENTUM -> new Sgd(rate, USUAL_MOMENTUM, false, decay);
            case NESTEROV -> new Sgd(rate, USUAL_MOMENTUM, true, decay);
            case ADAM -> new Adam(rate, BETA1, BETA2, EPSILON, decay);
            case ADAMW ->
                    weightDecay == null
                            ? new AdamW(rate)
                            : new AdamW(rate, BETA1, BETA2, EPSILON, decay);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
