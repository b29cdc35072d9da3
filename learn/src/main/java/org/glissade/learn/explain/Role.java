package org.glissade.learn.explain;

import java.util.Locale;

/// What a stage is for whoever follows an example through a network.
public enum Role {
    /// The example's features, x.
    INPUT,
    /// s = Σ f·w + b: what comes in, times weights, plus a bias.
    WEIGHTED_SUM,
    /// f: what a unit passes on, its activation function of the weighted sum.
    ACTIVITY,
    /// r: two stages added, as where a skip connection ends.
    SKIP_SUM,
    /// E: how wrong the output is.
    ERROR;

    /// `weighted-sum`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
