package org.glissade.learn.layer;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.glissade.tensor.Tensor;

/// Activation functions without settings, each one entry: the gain, where the derivative vanishes,
/// and the function.
public enum Activation implements Nonlinearity {
    /// 1 / (1 + e⁻ˣ).
    SIGMOID(1.8462, Saturation.BOTH, Tensor::sigmoid),
    /// The hyperbolic tangent.
    TANH(1.5925, Saturation.BOTH, Tensor::tanh),
    /// max(x, 0); derivative 0 at 0 (Nair, Hinton 2010).
    RELU(1.4142, Saturation.dead(0, Double.POSITIVE_INFINITY), Tensor::relu),
    /// x for x > 0, else 0.01 · x; [LeakyRelu] has other slopes.
    LEAKY_RELU(1.4141, Saturation.NONE, x -> x.leakyRelu(0.01)),
    /// x · Φ(x) with the normal distribution function Φ (Hendrycks, Gimpel 2016).
    GELU(1.5335, Saturation.BELOW, Tensor::gelu),
    /// x · sigmoid(x), also called Swish (Elfwing, Uchibe, Doya 2017).
    SILU(1.6765, Saturation.BELOW, Tensor::silu),
    /// log(1 + eˣ) (Dugas and others 2001).
    SOFTPLUS(1.0419, Saturation.BELOW, Tensor::softplus),
    /// eˣ / Σ eˣ along the last axis; its gain is 1 by convention, since it is not elementwise.
    SOFTMAX(1.0, Saturation.BOTH, x -> x.softmax(-1)),
    /// x.
    IDENTITY(1.0, Saturation.NONE, x -> x),
    /// 1 for x > 0, else 0: the threshold unit of the perceptron (Rosenblatt 1958). Its derivative
    /// is 0 by definition, so nothing before it is trained by gradients; it serves as the decision
    /// of a trained unit, or on top of fixed random features. To train a perceptron, leave it out
    /// and take the loss `binary-hinge(0)`, whose gradient is the perceptron's learning rule.
    STEP(1.4142, Saturation.dead(0, 0), Curves::step),
    /// x / (1 + |x|) (Turian, Bergstra, Bengio 2009).
    SOFTSIGN(2.3375, Saturation.BOTH, Curves::softsign),
    /// min(max(x, 0), 6); derivative 0 at 0 and 6 (Krizhevsky 2010).
    RELU6(1.4142, Saturation.dead(0, 6), x -> Curves.clamp(x, 0, 6)),
    /// λx for x > 0, else λα(eˣ − 1), with λ ≈ 1.0507 and α ≈ 1.6733, which keep mean 0 and
    /// variance 1 (Klambauer and others 2017).
    SELU(1.0, Saturation.BELOW, Curves::selu),
    /// ½x · (1 + tanh(√(2/π) · (x + 0.044715x³))), an approximation of [#GELU] (Hendrycks, Gimpel
    /// 2016, section 2).
    GELU_TANH(1.5336, Saturation.BELOW, Curves::geluTanh),
    /// x · tanh(softplus(x)) (Misra 2019).
    MISH(1.4868, Saturation.BELOW, Curves::mish),
    /// min(max(x + 3, 0), 6) / 6; derivative 0 at ±3 (Howard and others 2019).
    HARD_SIGMOID(1.8978, Saturation.dead(-3, 3), Curves::hardSigmoid),
    /// x · min(max(x + 3, 0), 6) / 6; derivative 0 at −3, 1 at 3 (Howard and others 2019).
    HARD_SWISH(1.7367, Saturation.dead(-3, Double.POSITIVE_INFINITY), Curves::hardSwish),
    /// min(max(x, −1), 1); derivative 0 at ±1 (Collobert 2004).
    HARD_TANH(1.3920, Saturation.dead(-1, 1), x -> Curves.clamp(x, -1, 1)),
    /// log(sigmoid(x)) = −log(1 + e⁻ˣ), without overflow.
    LOG_SIGMOID(1.0419, Saturation.ABOVE, Curves::logSigmoid),
    /// log(eˣ / Σ eˣ) along the last axis, without overflow; gain 1 by convention.
    LOG_SOFTMAX(1.0, Saturation.ABOVE, x -> x.logSoftmax(-1)),
    /// e⁻ˣ / Σ e⁻ˣ along the last axis; gain 1 by convention.
    SOFTMIN(1.0, Saturation.BOTH, x -> x.negate().softmax(-1)),
    /// a · sigmoid(b) for the halves a and b of the last axis, whose size is halved (Dauphin and
    /// others 2017). Saturation is that of the gate, the gain that for independent halves.
    GLU(1.8462, Saturation.BOTH, x -> Curves.gated(x, Tensor::sigmoid)),
    /// a · relu(b) for the halves a and b of the last axis (Shazeer 2020).
    REGLU(1.4142, Saturation.dead(0, Double.POSITIVE_INFINITY), x -> Curves.gated(x, Tensor::relu)),
    /// a · gelu(b) for the halves a and b of the last axis (Shazeer 2020).
    GEGLU(1.5335, Saturation.BELOW, x -> Curves.gated(x, Tensor::gelu)),
    /// a · silu(b) for the halves a and b of the last axis (Shazeer 2020).
    SWIGLU(1.6765, Saturation.BELOW, x -> Curves.gated(x, Tensor::silu));

    private final double gain;
    private final Saturation saturation;
    private final UnaryOperator<Tensor> function;

    Activation(double gain, Saturation saturation, UnaryOperator<Tensor> function) {
        this.gain = gain;
        this.saturation = saturation;
        this.function = function;
    }

    @Override
    public double gain() {
        return gain;
    }

    @Override
    public Saturation saturation() {
        return saturation;
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
