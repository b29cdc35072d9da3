package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders of images as MNIST names them: here dark and bright images of 2 × 3 pixels.
class ImagesTest {
    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void drawImages() throws IOException {
        write("train", 60);
    }

    private void write(String part, int count) throws IOException {
        ByteArrayOutputStream images = new ByteArrayOutputStream();
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        DataOutputStream image = new DataOutputStream(images);
        DataOutputStream label = new DataOutputStream(labels);
        image.writeInt(0x0803);
        image.writeInt(count);
        image.writeInt(2);
        image.writeInt(3);
        label.writeInt(0x0801);
        label.writeInt(count);
        for (int i = 0; i < count; i++) {
            label.writeByte(i % 2);
            for (int pixel = 0; pixel < 6; pixel++) {
                image.writeByte(i % 2 * 150 + (i * 31 + pixel * 17) % 100);
            }
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.toByteArray());
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.toByteArray());
    }

    private Typed train(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = folder.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Typed.train(folder, arguments);
    }

    @Test
    void aFolderWithoutATestSetIsDivided() {
        Typed typed = train("--epochs", "20");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("60 labelled images of 2×3 pixels", "pixels standardised")
                .contains("38 rows for training, 10 for validation, 12 for the test")
                .contains("accuracy 1.0000");
    }

    @Test
    void aTestSetOfItsOwnIsMeasuredAndPredicted() throws Exception {
        write("t10k", 14);
        Path model = folder.resolve("model.glissade");

        Typed typed = train("--epochs", "20", "--output", model.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("48 rows for training, 12 for validation, 14 for the test");
        Typed predicted = Typed.run("predict", model.toString(), folder.toString());
        assertThat(predicted.err()).contains("test set");
        assertThat(predicted.out().lines()).hasSize(15);
        assertThat(
                        Typed.run(
                                        "predict",
                                        model.toString(),
                                        folder.resolve("t10k-images-idx3-ubyte").toString())
                                .out())
                .isEqualTo(predicted.out());
        assertThat(
                        Typed.run("evaluate", model.toString(), folder.toString(), "--json")
                                .json()
                                .number("accuracy"))
                .isEqualTo(1);
        assertThat(Typed.run("inspect", model.toString()).out()).contains("images of 2×3 pixels");
    }

    @Test
    void imagesAreChangedInTrainingOnly() throws Exception {
        Path model = folder.resolve("model.glissade");
        Typed typed =
                train(
                        "--epochs",
                        "20",
                        "--shift",
                        "1",
                        "--flip",
                        "--cutmix",
                        "1",
                        "--output",
                        model.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("accuracy 1.0000");
        String settings = Typed.run("inspect", model.toString(), "--json").out();
        assertThat(settings)
                .contains("RandomShift[most=1")
                .contains("RandomFlip")
                .contains("CutMix");
        assertThat(Typed.run("predict", model.toString(), folder.toString()).out())
                .isEqualTo(Typed.run("predict", model.toString(), folder.toString()).out());
    }

    @Test
    void aTargetIsRefused() {
        Typed typed = train("--target", "kind");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("--target is for tables");
    }

    @Test
    void aShareForTheTestIsRefusedWhereThereIsATestSet() throws Exception {
        write("t10k", 14);

        Typed typed = train("--test", "0.1");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("brings one");
        assertThat(folder.resolve("runs")).doesNotExist();
    }
}
