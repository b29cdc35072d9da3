package org.glissade.cli;

import java.util.List;
import java.util.Locale;
import org.glissade.learn.optimize.Adadelta;
import org.glissade.learn.optimize.Adafactor;
import org.glissade.learn.optimize.Adagrad;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.AdamW;
import org.glissade.learn.optimize.Adamax;
import org.glissade.learn.optimize.AmsGrad;
import org.glissade.learn.optimize.DecoupledDecay;
import org.glissade.learn.optimize.Lamb;
import org.glissade.learn.optimize.Lion;
import org.glissade.learn.optimize.Muon;
import org.glissade.learn.optimize.NAdam;
import org.glissade.learn.optimize.Optimizer;
import org.glissade.learn.optimize.RAdam;
import org.glissade.learn.optimize.RmsProp;
import org.glissade.learn.optimize.Rprop;
import org.glissade.learn.optimize.ScheduleFreeAdamW;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.optimize.WeightPenalty;
import org.glissade.tables.Nearest;
import org.jspecify.annotations.Nullable;

/// The optimizers that `--optimizer` knows, with the learning rate that each has by default.
enum OptimizerChoice {
    SGD(0.01),
    MOMENTUM(0.01),
    NESTEROV(0.01),
    ADAGRAD(0.01),
    ADADELTA(1),
    RMSPROP(0.001),
    ADAM(0.001),
    AMSGRAD(0.001),
    ADAMW(0.001),
    NADAM(0.001),
    RADAM(0.001),
    ADAMAX(0.002),
    LION(0.0001),
    LAMB(0.002),
    ADAFACTOR(0.01),
    MUON(0.02),
    SCHEDULE_FREE(0.0025),
    RPROP(0.01);

    /// The names, for help texts.
    static final String HELP =
            "sgd, momentum (0.9), nesterov (0.9), adagrad, adadelta, rmsprop, adam, amsgrad, adamw (decay 0.01), nadam,"
                    + " radam, adamax, lion, lamb, adafactor, muon, schedule-free or rprop. Default: adam.";

    private static final double USUAL_MOMENTUM = 0.9;
    private static final double MUON_MOMENTUM = 0.95;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double LAMB_EPSILON = 1e-6;

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
    ///
    /// @param decay weight decay in the rule's own form, or L2 regularisation where it has none;
    ///   the usual one if null
    Optimizer with(@Nullable Double learningRate, @Nullable Double decay) {
        double rate = learningRate == null ? usualRate : learningRate;
        double l2 = decay == null ? 0 : decay;
        return switch (this) {
            case SGD -> new Sgd(rate, 0, false, l2);
            case MOMENTUM -> new Sgd(rate, USUAL_MOMENTUM, false, l2);
            case NESTEROV -> new Sgd(rate, USUAL_MOMENTUM, true, l2);
            case ADAGRAD -> penalised(new Adagrad(rate), l2);
            case ADADELTA -> penalised(new Adadelta(rate), l2);
            case RMSPROP -> penalised(new RmsProp(rate), l2);
            case ADAM -> new Adam(rate, BETA1, BETA2, EPSILON, l2);
            case AMSGRAD -> new AmsGrad(rate, BETA1, BETA2, EPSILON, l2);
            case ADAMW ->
                    decay == null ? new AdamW(rate) : new AdamW(rate, BETA1, BETA2, EPSILON, decay);
            case NADAM -> penalised(new NAdam(rate), l2);
            case RADAM -> penalised(new RAdam(rate), l2);
            case ADAMAX -> penalised(new Adamax(rate), l2);
            case LION -> decoupled(new Lion(rate), l2);
            case LAMB ->
                    decay == null
                            ? new Lamb(rate)
                            : new Lamb(rate, BETA1, BETA2, LAMB_EPSILON, decay);
            case ADAFACTOR -> decoupled(new Adafactor(rate), l2);
            case MUON ->
                    decay == null
                            ? new Muon(rate)
                            : new Muon(
                                    rate,
                                    MUON_MOMENTUM,
                                    true,
                                    decay,
                                    new AdamW(rate / 20, BETA1, BETA2, EPSILON, decay));
            case SCHEDULE_FREE -> new ScheduleFreeAdamW(rate, BETA1, BETA2, EPSILON, l2, 0);
            case RPROP -> penalised(new Rprop(rate), l2);
        };
    }

    private static Optimizer penalised(Optimizer rule, double decay) {
        return decay == 0 ? rule : new WeightPenalty(0, decay, rule);
    }

    private static Optimizer decoupled(Optimizer rule, double decay) {
        return decay == 0 ? rule : new DecoupledDecay(decay, rule);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
