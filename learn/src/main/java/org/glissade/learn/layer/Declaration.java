package org.glissade.learn.layer;

import java.util.function.LongToDoubleFunction;
import org.glissade.learn.initial.Fans;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.random.RandomStream;
import org.glissade.tensor.TensorType;

/// A parameter or running statistic that a network asks for.
///
/// @param path the layer's path, a slash, and the name: `0.dense/weight`
/// @param type element type and shape
/// @param initializer its first values
/// @param fans what it connects
public record Declaration(String path, TensorType type, Initializer initializer, Fans fans) {
    /// The values that a seed starts from, by their numbers; they depend on nothing but the seed
    /// and this declaration.
    public LongToDoubleFunction initialValues(long seed) {
        return initializer.values(type.shape(), fans, RandomStream.of(seed, path));
    }
}
