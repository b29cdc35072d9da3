package org.glissade.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.data.Split;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Dense;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.layer.Sequential;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.train.EarlyStopping;
import org.glissade.learn.train.TrainEvent;
import org.glissade.learn.train.Trainer;
import org.glissade.tables.IdxReader;
import org.glissade.tables.LabelledImages;
import org.glissade.tables.PixelPreparation;

/// Why a deep ReLU network needs other first weights than a tanh network: the experiment of He and
/// others 2015, figure 3, on images of clothes.
///
/// ReLU makes half of its inputs 0, so each layer of weights with variance 1/in (Glorot's, between
/// layers of equal width) halves the variance of what flows forward and of the derivatives that
/// flow back. After 30 layers little is left of either. He's variance of 2/in keeps both. At a
/// higher rate Glorot's network leaves its plateau too, after an epoch or two.
public final class Depth {
    private static final int LAYERS = 30;
    private static final int WIDTH = 100;
    private static final int EPOCHS = 5;
    private static final int SEEDS = 5;

    private Depth() {}

    /// Trains from both kinds of first weights and prints the training losses of each epoch.
    ///
    /// @param arguments the folder of an image data set in IDX files
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments.length == 0 ? "fashion-mnist" : arguments[0]);
        Split images = read(folder);
        System.out.println("first weights | seed | training loss after each epoch");
        for (Initializer start : List.of(Initializer.glorotNormal(), Initializer.heNormal())) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                System.out.println(start + " | " + seed + " | " + losses(images, start, seed));
            }
        }
    }

    /// The mean training loss in each of 5 epochs.
    public static List<Double> losses(Split images, Initializer start, long seed) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < LAYERS - 1; i++) {
            layers.add(new Dense(WIDTH, start));
            layers.add(Activation.RELU);
        }
        layers.add(new Dense(images.train().task().outputs(), start));
        List<Double> losses = new ArrayList<>();
        Trainer.of(Sequential.of(layers.toArray(Layer[]::new)))
                .batchSize(128)
                .epochs(EPOCHS)
                .seed(seed)
                .optimizer(new Sgd(0.002))
                .earlyStopping(EarlyStopping.off())
                .listen(event -> {
                    if (event instanceof TrainEvent.EpochFinished epoch) {
                        losses.add(Math.round(epoch.trainLoss() * 1e4) / 1e4);
                    }
                })
                .fit(images);
        return losses;
    }

    /// The training images of a folder, as rows of standardised pixels.
    public static Split read(Path folder) {
        LabelledImages training = IdxReader.images(folder).training();
        return Split.trainOnly(PixelPreparation.fit(training).dataset(training));
    }
}
