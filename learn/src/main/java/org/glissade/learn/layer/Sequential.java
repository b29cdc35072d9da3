package org.glissade.learn.layer;

import java.util.ArrayList;
import java.util.List;
import org.glissade.tensor.Tensor;

/// Layers one after another. Each is a child named by its position and its own name: `0.dense`,
/// `1.relu`, …
public record Sequential(List<Layer> layers) implements Layer {
    /// The list is kept unmodifiable; an empty one passes its input through.
    public Sequential {
        layers = List.copyOf(layers);
    }

    /// The given layers in this order.
    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    /// These layers followed by another one.
    public Sequential then(Layer next) {
        List<Layer> longer = new ArrayList<>(layers);
        longer.add(next);
        return new Sequential(longer);
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
        Tensor result = x;
        for (int i = 0; i < layers.size(); i++) {
            result = scope.child(i + "." + layers.get(i).label(), layers.get(i), result);
        }
        return result;
    }
}
