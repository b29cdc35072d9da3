package org.glissade.learn.loss;

import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import org.glissade.tensor.Tensor;

/// Losses without settings that compare values with values, each one formula over operands of one
/// type and shape.
enum ValueLoss implements Loss {
    MEAN_SQUARED_ERROR((output, target) -> output.minus(target).square()),
    MEAN_ABSOLUTE_ERROR((output, target) -> output.minus(target).abs()),
    LOG_COSH((output, target) -> logCosh(output.minus(target))),
    POISSON((output, target) -> output.exp().minus(target.times(output))),
    KL_DIVERGENCE(ValueLoss::divergence),
    COSINE(ValueLoss::cosine);

    private static final double SMALLEST_NORM = 1e-8;

    private final BinaryOperator<Tensor> formula;

    ValueLoss(BinaryOperator<Tensor> formula) {
        this.formula = formula;
    }

    @Override
    public Tensor perExample(Tensor output, Tensor target) {
        Operands.checkValues(this, output, target);
        return Operands.meanOfEach(formula.apply(output, target));
    }

    /// log cosh x: near 0 by log(1 + 2 sinh²(x/2)), which keeps the digits of x²/2; elsewhere by
    /// |x| + log(1 + e^(−2|x|)) − log 2, which does not overflow. The derivative is tanh x.
    static Tensor logCosh(Tensor error) {
        return Tensor.call(
                "log-cosh",
                arguments -> {
                    Tensor x = arguments.getFirst();
                    Tensor a = x.abs();
                    Tensor near = a.minimum(1).times(0.5).sinh().square().times(2).log1p();
                    Tensor far = a.plus(a.times(-2).exp().log1p()).minus(Math.log(2));
                    return Tensor.select(a.lessThan(1), near, far);
                },
                context -> List.of(context.gradient().times(context.input(0).tanh())),
                error);
    }

    private static Tensor divergence(Tensor logits, Tensor target) {
        // 0 · log 0 is 0, and has no gradient worth a NaN.
        Tensor positive = target.greaterThan(0);
        Tensor safe = Tensor.select(positive, target, target.onesLike());
        Tensor entropy = target.times(safe.log());
        return entropy.minus(target.times(logits.logSoftmax(-1))).sum(-1);
    }

    private static Tensor cosine(Tensor output, Tensor target) {
        return similarity(output.flatten(1), target.flatten(1)).negate().plus(1);
    }

    /// The cosine of the angle between rows.
    private static Tensor similarity(Tensor a, Tensor b) {
        return a.times(b).sum(1).dividedBy(norm(a).times(norm(b)));
    }

    /// The norm along the last axis; bounded before the root, whose slope at 0 is infinite.
    static Tensor norm(Tensor rows) {
        return rows.square().sum(-1).maximum(SMALLEST_NORM * SMALLEST_NORM).sqrt();
    }

    /// `mean-squared-error`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
