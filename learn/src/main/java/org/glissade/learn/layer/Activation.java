package org.glissade.learn.layer;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.glissade.tensor.Tensor;

/// Activation functions, each one line: the function and the gain by which initial weights of the
/// layer before it are best multiplied.
///
/// A gain is 1/√E[f(z)²] for standard normal z: with it the mean square of the signal stays at 1
/// through the layers (the condition of He and others 2015, section 2.2, with the function's own
/// second moment).
public enum Activation implements Layer {
    /// 1 / (1 + e⁻ˣ).
    SIGMOID(1.8462, Tensor::sigmoid),
    /// The hyperbolic tangent.
    TANH(1.5925, Tensor::tanh),
    /// max(x, 0).
    RELU(1.4142, Tensor::relu),
    /// x for x > 0, else 0.01 · x.
    LEAKY_RELU(1.4141, x -> x.leakyRelu(0.01)),
    /// x · Φ(x) with the normal distribution function Φ.
    GELU(1.5335, Tensor::gelu),
    /// x · sigmoid(x).
    SILU(1.6765, Tensor::silu),
    /// log(1 + eˣ).
    SOFTPLUS(1.0419, Tensor::softplus),
    /// eˣ / Σ eˣ along the last axis; its gain is 1 by convention, since it is not elementwise.
    SOFTMAX(1.0, x -> x.softmax(-1)),
    /// x.
    IDENTITY(1.0, x -> x);

    private final double gain;
    private final UnaryOperator<Tensor> function;

    Activation(double gain, UnaryOperator<Tensor> function) {
        this.gain = gain;
        this.function = function;
    }

    /// By how much initial weights before this activation are best multiplied, relative to variance
    /// 1/in.
    public double gain() {
        return gain;
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        return function.apply(x);
    }

    @Override
    public String label() {
        return toString();
    }

    /// `leaky-relu`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
