package org.glissade.cli;

import org.glissade.learn.train.Trainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `glissade tune --learning-rate` that say what is trained.
final class RangeOptions {
    @Option(
            names = "--network",
            paramLabel = "LAYERS",
            description =
                    "With --learning-rate: layers without the output layer. Default: \""
                            + Trainer.USUAL_NETWORK
                            + "\".")
    private @Nullable String network;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "With --learning-rate: " + OptimizerChoice.HELP)
    private @Nullable String optimizer;

    @Option(
            names = "--batch",
            paramLabel = "ROWS",
            description = "With --learning-rate: rows in a step, or full. Default: 32.")
    private @Nullable String batch;

    /// Picocli makes it.
    RangeOptions() {}

    /// Whether there is any.
    boolean isGiven() {
        return network != null || optimizer != null || batch != null;
    }

    /// A trainer of what is asked for.
    Trainer trainer(Subcommand command, long seed) {
        OptimizerChoice choice = OptimizerChoice.named(optimizer == null ? "adam" : optimizer);
        try {
            Trainer trainer =
                    Trainer.of(network == null ? Trainer.USUAL_NETWORK : network)
                            .optimizer(choice.with(null, null))
                            .seed(seed);
            return batch == null ? trainer : trainer.batchSize(BatchSize.parse(command, batch));
        } catch (IllegalArgumentException refused) {
            throw UsageException.of(refused);
        }
    }
}
