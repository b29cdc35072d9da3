package org.glissade.learn.model;

import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.tensor.Literal;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;

/// The mean and standard deviation of regression targets in the training data. Networks learn
/// targets with mean 0 and deviation 1; predictions are turned back into the targets' unit.
///
/// @param means one for each target; empty for no scaling
/// @param deviations one for each target, above 0
public record TargetScaling(List<Double> means, List<Double> deviations) {
    /// No scaling.
    public static final TargetScaling NONE = new TargetScaling(List.of(), List.of());

    /// Both lists are checked.
    public TargetScaling {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (means.size() != deviations.size()
                || means.stream().anyMatch(mean -> !Double.isFinite(mean))
                || deviations.stream()
                        .anyMatch(deviation -> !(deviation > 0) || !Double.isFinite(deviation))) {
            throw new IllegalArgumentException(
                    "a target scaling has as many finite means as positive deviations,"
                            + " but got "
                            + means
                            + " and "
                            + deviations);
        }
    }

    /// The scaling that suits training data: none for classes; a target that does not vary is only
    /// shifted.
    public static TargetScaling of(Dataset train) {
        return switch (train.task()) {
            case Task.Classification _ -> NONE;
            case Task.Regression(List<String> targets) -> fit(train, targets.size());
        };
    }

    private static TargetScaling fit(Dataset train, int targets) {
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        int rows = train.rows();
        for (int target = 0; target < targets; target++) {
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                mean += train.targets().getFlat((long) row * targets + target) / rows;
            }
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                double distance = train.targets().getFlat((long) row * targets + target) - mean;
                squares += distance * distance;
            }
            double deviation = Math.sqrt(squares / rows);
            means.add(mean);
            deviations.add(deviation > 0 && Double.isFinite(deviation) ? deviation : 1);
        }
        return new TargetScaling(means, deviations);
    }

    /// Targets `[n, targets]` as the network learns them.
    Tensor scale(Tensor targets) {
        return means.isEmpty()
                ? targets
                : targets.minus(constant(targets, means)).dividedBy(constant(targets, deviations));
    }

    /// Outputs `[n, targets]` in the targets' unit.
    Tensor unscale(Tensor outputs) {
        return means.isEmpty()
                ? outputs
                : outputs.times(constant(outputs, deviations)).plus(constant(outputs, means));
    }

    private static Tensor constant(Tensor like, List<Double> values) {
        TensorType type = new TensorType(like.dtype(), Shape.of(values.size()));
        return like.trace()
                .constant(
                        Literal.of(
                                type, values.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
