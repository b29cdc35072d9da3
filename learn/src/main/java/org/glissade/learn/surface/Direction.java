package org.glissade.learn.surface;

import org.glissade.learn.random.RandomStream;

/// Directions in the space of weights.
public final class Direction {
    private Direction() {}

    /// A random direction whose steps mean the same for each unit: normally distributed, then each
    /// filter, that is the weights that lead to one unit (a place of the last axis), scaled to the
    /// norm that the trained filter has; 0 for biases and other vectors (Li and others 2018,
    /// section 4).
    ///
    /// @param weights the trained ones
    /// @param name of the direction; another one gives another direction
    public static double[] random(WeightSpace space, double[] weights, long seed, String name) {
        double[] direction = new double[space.size()];
        for (WeightSpace.Part part : space.parts()) {
            if (part.shape().rank() < 2) {
                continue;
            }
            RandomStream stream = RandomStream.of(seed, "@surface/" + name + "/" + part.path());
            for (int i = 0; i < part.size(); i++) {
                direction[part.offset() + i] = stream.normal(i);
            }
            int units = part.shape().dim(part.shape().rank() - 1);
            for (int unit = 0; unit < units; unit++) {
                double wanted = norm(weights, part, unit, units);
                double given = norm(direction, part, unit, units);
                double factor = given == 0 ? 0 : wanted / given;
                for (int i = unit; i < part.size(); i += units) {
                    direction[part.offset() + i] *= factor;
                }
            }
        }
        return direction;
    }

    private static double norm(double[] vector, WeightSpace.Part part, int unit, int units) {
        double squares = 0;
        for (int i = unit; i < part.size(); i += units) {
            double value = vector[part.offset() + i];
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    /// The direction that changes one weight alone, by 1.
    public static double[] single(WeightSpace space, int index) {
        double[] direction = new double[space.size()];
        direction[index] = 1;
        return direction;
    }
}
