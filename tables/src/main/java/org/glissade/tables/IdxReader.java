package org.glissade.tables;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;
import org.glissade.tensor.Shape;

/// Reads IDX files of unsigned bytes, plain or gzip, as MNIST and its relatives publish them.
///
/// A file is two zero bytes, the element type (8 for unsigned bytes), the number of axes, their
/// sizes (4 bytes each, big endian), and the values.
public final class IdxReader {
    private static final int UNSIGNED_BYTE = 8;
    private static final int MOST_AXES = 4;
    private static final String DAMAGED = "the file is damaged or was cut short: copy it again";

    private IdxReader() {}

    /// The content of one file.
    ///
    /// @throws FileFormatException if it is no whole and valid IDX file of unsigned bytes
    /// @throws FileAccessException if it cannot be read
    public static Idx read(Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            return read(path.toString(), stream);
        } catch (IOException failure) {
            throw FileAccessException.reading(path, failure);
        }
    }

    /// The content of a stream, which is read to its end.
    ///
    /// @param source what to call it in messages
    /// @throws FileFormatException if it is no whole and valid IDX file of unsigned bytes
    public static Idx read(String source, InputStream stream) throws IOException {
        try {
            InputStream plain = decompressed(new BufferedInputStream(stream, 1 << 16));
            byte[] magic = plain.readNBytes(4);
            if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
                throw error(
                        "byte 0",
                        "an IDX file begins with two zero bytes, its type and its number of axes, but this begins with "
                                + Arrays.toString(magic),
                        "this is no IDX file");
            }
            if (magic[2] != UNSIGNED_BYTE) {
                throw error(
                        "byte 2",
                        "the element type is " + magic[2],
                        "only unsigned bytes, type 8, are supported");
            }
            Shape shape = shape(plain, magic[3]);
            // Grows with what is there, so a false claim costs nothing.
            byte[] bytes = plain.readNBytes((int) shape.size());
            if (bytes.length < shape.size()) {
                throw error(
                        "byte " + (4 + 4 * shape.rank() + bytes.length),
                        "the file ends after " + bytes.length + " of " + shape.size() + " values",
                        DAMAGED);
            }
            if (plain.read() >= 0) {
                throw error(
                        "byte " + (4 + 4L * shape.rank() + shape.size()),
                        "more bytes follow the " + shape.size() + " values of " + shape,
                        DAMAGED);
            }
            return new Idx(source, shape, bytes);
        } catch (EOFException | ZipException damaged) {
            throw new FileFormatException(
                    source, "", "the gzip data are damaged or end too early", DAMAGED, damaged);
        } catch (FileFormatException malformed) {
            throw malformed.in(source);
        }
    }

    private static InputStream decompressed(BufferedInputStream stream) throws IOException {
        stream.mark(2);
        byte[] first = stream.readNBytes(2);
        stream.reset();
        boolean gzip = first.length == 2 && first[0] == 0x1F && first[1] == (byte) 0x8B;
        return gzip ? new GZIPInputStream(stream, 1 << 16) : stream;
    }

    private static Shape shape(InputStream stream, int axes) throws IOException {
        if (axes < 1 || axes > MOST_AXES) {
            throw error(
                    "byte 3",
                    "there are " + axes + " axes",
                    "1 to " + MOST_AXES + " are supported");
        }
        byte[] bytes = stream.readNBytes(4 * axes);
        if (bytes.length < 4 * axes) {
            throw error("byte 4", "the file ends within the sizes", DAMAGED);
        }
        int[] dims = new int[axes];
        ByteBuffer.wrap(bytes).asIntBuffer().get(dims);
        long size = 1;
        for (int axis = 0; axis < axes; axis++) {
            if (dims[axis] < 0) {
                throw error(
                        "byte " + (4 + 4 * axis),
                        "size " + Integer.toUnsignedString(dims[axis]) + " is too large",
                        DAMAGED);
            }
            // Each factor is below 2^31 and the product stays below 2^31, so this does not
            // overflow.
            size *= Math.max(1, dims[axis]);
            if (size > Integer.MAX_VALUE - 8) {
                throw error(
                        "byte 4",
                        "sizes " + Arrays.toString(dims) + " claim more than 2^31 values",
                        DAMAGED);
            }
        }
        return Shape.of(dims);
    }

    /// The images of a folder and their labels, from files named as MNIST names them.
    ///
    /// @param training of `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, each perhaps
    ///   with `.gz`
    /// @param test of the same names with `t10k`; empty if the folder has none
    public record ImageFolder(LabelledImages training, Optional<LabelledImages> test) {}

    /// Whether the folder holds training images named as MNIST names them.
    public static boolean isImageFolder(Path folder) {
        return find(folder, "train-images-idx3-ubyte").isPresent();
    }

    /// Reads a folder of images.
    ///
    /// @throws FileFormatException if the files do not fit together
    /// @throws FileAccessException if one is missing
    public static ImageFolder images(Path folder) {
        LabelledImages training = labelled(folder, "train");
        if (find(folder, "t10k-images-idx3-ubyte").isEmpty()) {
            return new ImageFolder(training, Optional.empty());
        }
        LabelledImages test = labelled(folder, "t10k");
        if (!test.images().shape().with(0, 0).equals(training.images().shape().with(0, 0))) {
            throw new FileFormatException(
                    test.images().source(),
                    "byte 8",
                    "test images are "
                            + test.images().shape()
                            + ", training images "
                            + training.images().shape(),
                    "take both from the same data set");
        }
        return new ImageFolder(training, Optional.of(test));
    }

    private static LabelledImages labelled(Path folder, String part) {
        return new LabelledImages(
                read(existing(folder, part + "-images-idx3-ubyte")),
                read(existing(folder, part + "-labels-idx1-ubyte")));
    }

    private static Optional<Path> find(Path folder, String name) {
        return List.of(folder.resolve(name), folder.resolve(name + ".gz")).stream()
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Path existing(Path folder, String name) {
        return find(folder, name).orElse(folder.resolve(name));
    }

    private static FileFormatException error(String position, String problem, String hint) {
        return new FileFormatException("", position, problem, hint);
    }
}
