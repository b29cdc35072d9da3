package org.glissade.cli;

import org.glissade.learn.optimize.Optimizer;
import org.glissade.learn.optimize.schedule.Schedule;
import org.glissade.learn.train.Trainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how weights are updated.
final class LearningOptions implements OptionGroup {
    @Option(names = "--optimizer", paramLabel = "NAME", description = OptimizerChoice.HELP)
    private @Nullable String optimizer;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description =
                    "How far a step goes. Default: that of the optimizer, such as 0.001 for adam and adamw and 0.01 for sgd,"
                            + " momentum and nesterov.")
    private @Nullable Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "SCHEDULE",
            description =
                    "How the learning rate changes: constant, step, multi-step, exponential, polynomial, inverse-sqrt,"
                            + " cosine, cosine-restarts, one-cycle, cyclical or plateau, perhaps with settings, such as"
                            + " \"cosine(end=0.01,warmup=100)\". Default: constant.")
    private @Nullable String schedule;

    @Option(
            names = "--weight-decay",
            paramLabel = "DECAY",
            description =
                    "How strongly weights are drawn to 0, in the optimizer's own form. Default: 0.01 for adamw and lamb, 0.1"
                            + " for muon, else 0.")
    private @Nullable Double weightDecay;

    @Option(
            names = "--clip-norm",
            paramLabel = "NORM",
            description =
                    "Scale gradients down where the norm of all of them together exceeds this. Default: never.")
    private @Nullable Double clipNorm;

    /// Picocli makes it.
    LearningOptions() {}

    @Override
    public boolean takes(String name, String value) {
        switch (name) {
            case "--optimizer" -> optimizer = value;
            case "--learning-rate" -> learningRate = Double.valueOf(value);
            case "--schedule" -> schedule = value;
            case "--weight-decay" -> weightDecay = Double.valueOf(value);
            case "--clip-norm" -> clipNorm = Double.valueOf(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public Trainer apply(Subcommand command, Trainer trainer) {
        command.checkNumber("--learning-rate", "a learning rate", learningRate, Double.MIN_VALUE);
        command.checkNumber("--weight-decay", "a weight decay", weightDecay, 0);
        command.checkNumber("--clip-norm", "a norm", clipNorm, Double.MIN_VALUE);
        Trainer changed = trainer;
        if (optimizer != null || learningRate != null || weightDecay != null || clipNorm != null) {
            Optimizer rule =
                    OptimizerChoice.named(optimizer == null ? "adam" : optimizer)
                            .with(learningRate, weightDecay);
            changed =
                    changed.optimizer(clipNorm == null ? rule : rule.clippedByGlobalNorm(clipNorm));
        }
        if (schedule != null) {
            try {
                changed = changed.schedule(Schedule.parse(schedule));
            } catch (IllegalArgumentException refused) {
                throw command.wrong(
                        "Invalid value for option '--schedule': " + refused.getMessage());
            }
        }
        return changed;
    }
}
