package org.glissade.cli;

import org.glissade.learn.augment.AsImages;
import org.glissade.learn.augment.Augmentation;
import org.glissade.learn.augment.CutMix;
import org.glissade.learn.augment.Mixup;
import org.glissade.learn.augment.RandomFlip;
import org.glissade.learn.augment.RandomShift;
import org.glissade.learn.train.Trainer;
import org.glissade.tables.InputPreparation;
import org.glissade.tables.PixelPreparation;
import org.glissade.tables.Preparation;
import org.glissade.tensor.Shape;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that make training harder than what is measured, besides layers such as dropout.
final class RegularisationOptions implements OptionGroup {
    @Option(
            names = "--l1",
            paramLabel = "PENALTY",
            description =
                    "Add this times the sum of all weights without their signs to the loss. Default: 0.")
    private @Nullable Double l1;

    @Option(
            names = "--l2",
            paramLabel = "PENALTY",
            description =
                    "Add this times half the sum of all squared weights to the loss, with --l1 the elastic net."
                            + " Default: 0.")
    private @Nullable Double l2;

    @Option(
            names = "--max-norm",
            paramLabel = "NORM",
            description =
                    "Scale the weights of each unit down after a step where their norm exceeds this. Default:"
                            + " never.")
    private @Nullable Double maxNorm;

    @Option(
            names = "--weight-noise",
            paramLabel = "DEVIATION",
            description =
                    "Compute gradients at weights with normal noise of this standard deviation. Default: 0.")
    private @Nullable Double weightNoise;

    @Option(
            names = "--mixup",
            paramLabel = "ALPHA",
            description =
                    "Mix each example with another one of its batch, by shares of the distribution Beta(ALPHA, ALPHA).")
    private @Nullable Double mixup;

    @Option(
            names = "--cutmix",
            paramLabel = "ALPHA",
            description =
                    "Paste a rectangle of another image of the batch into each; folders of images only, not with"
                            + " --mixup.")
    private @Nullable Double cutMix;

    @Option(
            names = "--shift",
            paramLabel = "PIXELS",
            description =
                    "Move each image of a batch at random, by so many pixels at most; folders of images only.")
    private @Nullable Integer shift;

    @Option(
            names = "--flip",
            description =
                    "Swap left and right of every second image of a batch, at random; folders of images only.")
    private boolean flip;

    /// Picocli makes it.
    RegularisationOptions() {}

    @Override
    public boolean takes(String name, String value) {
        switch (name) {
            case "--l1" -> l1 = Double.valueOf(value);
            case "--l2" -> l2 = Double.valueOf(value);
            case "--max-norm" -> maxNorm = Double.valueOf(value);
            case "--weight-noise" -> weightNoise = Double.valueOf(value);
            case "--mixup" -> mixup = Double.valueOf(value);
            case "--cutmix" -> cutMix = Double.valueOf(value);
            case "--shift" -> shift = Integer.valueOf(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean takesFlag(String name) {
        if (!name.equals("--flip")) {
            return false;
        }
        flip = true;
        return true;
    }

    @Override
    public void check(Subcommand command) {
        command.checkNumber("--l1", "a penalty", l1, 0);
        command.checkNumber("--l2", "a penalty", l2, 0);
        command.checkNumber("--max-norm", "a norm", maxNorm, Double.MIN_VALUE);
        command.checkNumber("--weight-noise", "a standard deviation", weightNoise, 0);
        command.checkNumber("--mixup", "an alpha", mixup, Double.MIN_VALUE);
        command.checkNumber("--cutmix", "an alpha", cutMix, Double.MIN_VALUE);
        if (shift != null && shift < 0) {
            throw command.wrong(
                    "Invalid value for option '--shift': 0 pixels or more, but got " + shift);
        }
        if (mixup != null && cutMix != null) {
            throw command.wrong("--mixup and --cutmix both mix examples; leave one of them out");
        }
    }

    /// What does not depend on the data; it goes around the optimizer that other options chose.
    @Override
    public Trainer apply(Subcommand command, Trainer trainer) {
        Trainer changed = trainer;
        if (l1 != null || l2 != null) {
            changed =
                    changed.optimizer(
                            changed.settings()
                                    .optimizer()
                                    .penalised(l1 == null ? 0 : l1, l2 == null ? 0 : l2));
        }
        if (maxNorm != null) {
            changed = changed.optimizer(changed.settings().optimizer().withMaxNorm(maxNorm));
        }
        if (weightNoise != null) {
            changed =
                    changed.regularisation(
                            changed.settings().regularisation().withWeightNoise(weightNoise));
        }
        return changed;
    }

    /// The trainer with changes of batches, which have to know what the features are.
    ///
    /// @throws UsageException if changes of images are asked for and there are none
    Trainer augment(Trainer trainer, InputPreparation preparation) {
        Trainer changed = trainer;
        if (shift != null) {
            PixelPreparation pixels = pixels("--shift", preparation);
            // Black, which is what lies around a picture.
            double black = (0 - pixels.mean()) / pixels.deviation();
            changed = changed.augment(onImages(pixels, new RandomShift(shift, black)));
        }
        if (flip) {
            changed = changed.augment(onImages(pixels("--flip", preparation), new RandomFlip()));
        }
        if (cutMix != null) {
            changed =
                    changed.augment(onImages(pixels("--cutmix", preparation), new CutMix(cutMix)));
        }
        return mixup == null ? changed : changed.augment(new Mixup(mixup));
    }

    private static Augmentation onImages(PixelPreparation pixels, Augmentation augmentation) {
        return new AsImages(Shape.of(pixels.shape()), augmentation);
    }

    private static PixelPreparation pixels(String option, InputPreparation preparation) {
        return switch (preparation) {
            case PixelPreparation pixels when pixels.shape().size() >= 2 -> pixels;
            case PixelPreparation _, Preparation _ ->
                    throw new UsageException(
                            option + " is for folders of images, but DATA has none",
                            "leave it out; --mixup works on everything");
        };
    }
}
