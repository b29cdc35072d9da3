package org.glissade.examples;

import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Dense;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Scope;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.train.TrainResult;
import org.glissade.learn.train.Trainer;
import org.glissade.tables.Samples;
import org.glissade.tables.TableSplit;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// A layer of one's own: it gives each feature a weight, which training finds. A layer is one
/// record with one method; the scope declares its parameters.
///
/// @param start the first value of all weights
public record Scaled(double start) implements Layer {
    @Override
    public Tensor apply(Scope scope, Tensor x) {
        Tensor scale = scope.parameter("scale", Shape.of(x.dim(-1)), Initializer.constant(start));
        return x.times(scale);
    }

    /// Trains a network with this layer and prints which columns it has learned to weigh most.
    public static void main(String[] arguments) {
        TableSplit data = TableSplit.of(Samples.table("wine"), 1);
        Layer network = Sequential.of(new Scaled(1), new Dense(32), Activation.TANH, new Dense(3));

        TrainResult result = Trainer.of(network).epochs(60).fit(data.split());

        System.out.println(result.model().summary());
        System.out.println(data.preparation().featureNames());
        System.out.println(result.model().parameters().get("0.scaled/scale"));
        System.out.println(result.test().values());
    }
}
