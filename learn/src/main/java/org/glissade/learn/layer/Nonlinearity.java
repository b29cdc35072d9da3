package org.glissade.learn.layer;

/// An activation function as a layer, with what is known about it: those without settings are
/// [Activation]s, the others records.
///
/// A gain is 1/√E[f(z)²] for standard normal z: initial weights multiplied by it keep the mean
/// square of the signal at 1 through the layers (the condition of He and others 2015, section 2.2,
/// with the function's own second moment).
public sealed interface Nonlinearity extends Layer
        permits Activation, LeakyRelu, Prelu, RandomizedRelu, Elu, Celu {
    /// By how much initial weights before this activation are best multiplied, relative to variance
    /// 1/in.
    double gain();

    /// Where its derivative vanishes.
    Saturation saturation();
}
