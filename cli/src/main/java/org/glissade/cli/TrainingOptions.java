package org.glissade.cli;

import org.glissade.learn.loss.Loss;
import org.glissade.learn.train.EarlyStopping;
import org.glissade.learn.train.Trainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say what is trained, for how long and towards what.
final class TrainingOptions implements OptionGroup {
    @Option(
            names = "--network",
            paramLabel = "LAYERS",
            defaultValue = Trainer.USUAL_NETWORK,
            description = "Layers without the output layer. Default: \"${DEFAULT-VALUE}\".")
    private String network = Trainer.USUAL_NETWORK;

    @Option(
            names = "--initializer",
            paramLabel = "NAME",
            description =
                    "The first weights of layers that name no initialiser, such as he-normal or"
                            + " \"orthogonal(gain=next)\". Default: fan-in.")
    private @Nullable String initializer;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often to go through the training rows at most. Default: 200.")
    private @Nullable Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "ROWS",
            description = "Rows in a step, or full for all of them. Default: 32.")
    private @Nullable String batch;

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            description =
                    "What training makes smaller, such as huber(1.5) or cross-entropy(smoothing=0.1). Default:"
                            + " cross-entropy for classes, mean-squared-error for numbers.")
    private @Nullable String loss;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "Stop after N epochs without a better validation loss and keep the best weights; 0 never stops and"
                            + " keeps the last weights. Default: 20.")
    private @Nullable Integer patience;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Decides the split, the first weights and the order of rows: equal seeds give equal models."
                            + " Default: 1.")
    private @Nullable Long seed;

    /// Picocli makes it.
    TrainingOptions() {}

    @Override
    public boolean takes(String name, String value) {
        switch (name) {
            case "--network" -> network = value;
            case "--initializer" -> initializer = value;
            case "--epochs" -> epochs = Integer.valueOf(value);
            case "--batch" -> batch = value;
            case "--loss" -> loss = value;
            case "--patience" -> patience = Integer.valueOf(value);
            case "--seed" -> seed = Long.valueOf(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    /// The layers without the output layer, as text.
    String network() {
        return network;
    }

    /// A trainer of the network as it is trained where nothing else is asked for.
    ///
    /// @throws UsageException if the text is no network, or what names its initialiser is none
    Trainer usual() {
        try {
            return initializer == null ? Trainer.of(network) : Trainer.of(network, initializer);
        } catch (IllegalArgumentException refused) {
            throw UsageException.of(refused);
        }
    }

    @Override
    public Trainer apply(Subcommand command, Trainer trainer) {
        Trainer changed = trainer;
        if (epochs != null) {
            changed = changed.epochs(epochs);
        }
        if (batch != null) {
            changed = changed.batchSize(BatchSize.parse(command, batch));
        }
        if (seed != null) {
            changed = changed.seed(seed);
        }
        if (patience != null) {
            changed = changed.earlyStopping(EarlyStopping.after(patience));
        }
        return loss == null ? changed : changed.loss(Loss.parse(loss));
    }
}
