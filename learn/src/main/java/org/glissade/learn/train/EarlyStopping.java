package org.glissade.learn.train;

/// When to stop and which weights to keep. The loss on the validation data decides; without
/// validation data, that on the training data.
///
/// @param patience how many epochs may pass without a better loss; 0 never stops and keeps the last
///   weights
/// @param minimumImprovement by how much a loss must fall below the best one to be better
public record EarlyStopping(int patience, double minimumImprovement) {
    /// Settings are checked.
    public EarlyStopping {
        if (patience < 0 || !(minimumImprovement >= 0)) {
            throw new IllegalArgumentException(
                    "patience and improvement are 0 or more, but got "
                            + patience
                            + " and "
                            + minimumImprovement);
        }
    }

    /// Stops after the given number of epochs without a better loss and keeps the best weights.
    public static EarlyStopping after(int patience) {
        return new EarlyStopping(patience, 0);
    }

    /// Never stops early and keeps the last weights.
    public static EarlyStopping off() {
        return new EarlyStopping(0, 0);
    }

    /// Whether the best weights are kept and training may stop early.
    public boolean isOn() {
        return patience > 0;
    }
}
