package org.glissade.learn.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The loss along a single weight, all others as they are.
///
/// @param weight its name, such as `0.dense/weight[3,1]`
/// @param trained its trained value
/// @param values places, rising
/// @param loss at these
@SuppressWarnings("ArrayRecordComponent")
public record Slice(String weight, double trained, double[] values, double[] loss) {
    /// The slice of one weight.
    ///
    /// @param center the trained weights
    /// @param index of the weight in the [space][LossFunction#space]
    /// @param reach how far to each side
    /// @param points how many, odd so that the trained value is one of them
    public static Slice of(
            LossFunction loss, double[] center, int index, double reach, int points) {
        WeightSpace.Part part = loss.space().partOf(index);
        double[] steps = Surface.even(-reach, reach, points);
        double[] direction = Direction.single(loss.space(), index);
        double[] losses =
                loss.onPlane(
                        center, direction, new double[center.length], steps, new double[points]);
        double[] values = Arrays.stream(steps).map(step -> center[index] + step).toArray();
        return new Slice(part.name(index - part.offset()), center[index], values, losses);
    }

    /// A slice along the largest weight of each of the first parameters that have more than one
    /// axis.
    ///
    /// @param most how many parameters at most
    public static List<Slice> ofLargest(LossFunction loss, double[] center, int most, int points) {
        List<Slice> slices = new ArrayList<>();
        for (WeightSpace.Part part : loss.space().parts()) {
            if (part.shape().rank() < 2 || slices.size() == most) {
                continue;
            }
            int largest = part.offset();
            for (int i = part.offset(); i < part.offset() + part.size(); i++) {
                if (Math.abs(center[i]) > Math.abs(center[largest])) {
                    largest = i;
                }
            }
            double reach = Math.max(2 * Math.abs(center[largest]), 1e-3);
            slices.add(of(loss, center, largest, reach, points));
        }
        return slices;
    }
}
