package org.glissade.learn.train;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.glissade.learn.file.JsonObject;

/// What ends a training besides the number of epochs and [EarlyStopping]: the first of these rules
/// that holds. The kept weights are the same as without them, those with the best loss so far.
///
/// @param loss stop after an epoch whose loss, the one that decides in [EarlyStopping], is this or
///   lower
/// @param gradientNorm stop after an epoch in which the norm of the gradient, ‖∇L‖₂ over all
///   parameters, was this or lower in the mean over the steps: with full batches the usual test for
///   a stationary point (Nocedal, Wright 2006, section 2.2). It is computed before clipping, and
///   only if asked for
/// @param time stop after the first step that ends when so much time has gone by; a resumed
///   training counts on. The only rule that makes equal runs differ
public record Stopping(OptionalDouble loss, OptionalDouble gradientNorm, Optional<Duration> time) {
    /// None of these rules.
    public static final Stopping NONE =
            new Stopping(OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());

    /// Limits are checked.
    public Stopping {
        if (loss.isPresent() && Double.isNaN(loss.getAsDouble())) {
            throw new IllegalArgumentException("the loss to stop at is a number, but got NaN");
        }
        if (gradientNorm.isPresent() && !(gradientNorm.getAsDouble() >= 0)) {
            throw new IllegalArgumentException(
                    "the gradient norm to stop at is 0 or more, but got "
                            + gradientNorm.getAsDouble());
        }
        if (time.isPresent() && time.get().isNegative()) {
            throw new IllegalArgumentException(
                    "the time to stop after is 0 or more, but got " + time.get());
        }
    }

    /// With a loss to stop at.
    public Stopping atLoss(double target) {
        return new Stopping(OptionalDouble.of(target), gradientNorm, time);
    }

    /// With a norm of the gradient to stop at.
    public Stopping atGradientNorm(double norm) {
        return new Stopping(loss, OptionalDouble.of(norm), time);
    }

    /// With a time to stop after.
    public Stopping after(Duration limit) {
        return new Stopping(loss, gradientNorm, Optional.of(limit));
    }

    /// Adds the rules that are set.
    void addTo(JsonObject.Builder settings) {
        loss.ifPresent(target -> settings.put("stopAtLoss", target));
        gradientNorm.ifPresent(norm -> settings.put("stopAtGradientNorm", norm));
        time.ifPresent(limit -> settings.put("stopAfterSeconds", limit.toNanos() * 1e-9));
    }
}
