package org.glissade.learn.augment;

import java.util.List;
import java.util.stream.Stream;
import org.glissade.learn.random.Draws;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A batch while the training step is recorded.
///
/// @param features `[n, …]`
/// @param targets what is right for them; where examples are mixed there are several, each with the
///   share that it counts
public record Batch(Tensor features, List<Target> targets) {
    /// What is right for each row.
    ///
    /// @param values labels `[n]` or numbers `[n, targets]`, as in the data set
    /// @param share what they count, a scalar of the features' type, or null where they are all
    ///   that counts; the shares of a batch add up to 1
    public record Target(Tensor values, @Nullable Tensor share) {
        /// Some quantity times the share.
        public Tensor part(Tensor quantity) {
            return share == null ? quantity : quantity.times(share);
        }

        Target reduced(Tensor factor) {
            return new Target(values, part(factor));
        }
    }

    /// The list is copied.
    public Batch {
        targets = List.copyOf(targets);
    }

    /// A batch as it comes out of the data.
    public static Batch of(Tensor features, Tensor targets) {
        return new Batch(features, List.of(new Target(targets, null)));
    }

    /// The number of rows.
    public int rows() {
        return features.dim(0);
    }

    /// With other features.
    public Batch withFeatures(Tensor changed) {
        return new Batch(changed, targets);
    }

    /// With rows in another order.
    ///
    /// @param order row numbers, `[n]` of I32 or I64
    public Batch ordered(Tensor order) {
        return new Batch(
                features.gather(0, order),
                targets.stream()
                        .map(target -> new Target(target.values.gather(0, order), target.share))
                        .toList());
    }

    /// The same rows moved on by a random number of places, so that each meets another one. Rows
    /// are shuffled in every epoch, so every pair is equally likely. A single row meets itself.
    public Batch partners(Draws draws) {
        int rows = rows();
        if (rows == 1) {
            return this;
        }
        Tensor moved =
                features.trace()
                        .iota(DType.I32, Shape.of(rows), 0)
                        .plus(draws.below(rows - 1, Shape.scalar()).plus(1));
        return ordered(Tensor.select(moved.greaterOrEqualTo(rows), moved.minus(rows), moved));
    }

    /// A batch whose rows consist to a share of these and for the rest of others.
    ///
    /// @param mixture the features that come of it
    /// @param share of this batch's targets, a scalar of the features' type
    /// @param others what the rest of each row is from
    public Batch mixedWith(Batch others, Tensor share, Tensor mixture) {
        Tensor rest = share.negate().plus(1);
        return new Batch(
                mixture,
                Stream.concat(
                                targets.stream().map(target -> target.reduced(share)),
                                others.targets.stream().map(target -> target.reduced(rest)))
                        .toList());
    }
}
