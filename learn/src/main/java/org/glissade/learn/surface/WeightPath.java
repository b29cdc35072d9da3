package org.glissade.learn.surface;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.glissade.learn.file.AtomicFile;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.file.Safetensors;
import org.glissade.learn.layer.Declaration;
import org.glissade.runtime.Array;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;

/// Writes down the weights after some epochs of a training, so that its way can be drawn later.
///
/// The file has at most [#MOST_PLACES] places, fewer for large networks, and none for those of more
/// than [#MOST_WEIGHTS] weights. When all are taken, every second one is given up, and from then on
/// the weights are written half as often. It is a safetensors file at any time: `places` I32, first
/// how many epochs lie between two of them, then the epoch of each (−1 where there is none), and
/// `weights` F32 `[places, weights]`, each row as [WeightSpace] has it.
///
/// Writing takes no memory and forces nothing to the disk: what a crash of the machine loses is a
/// picture, not the training.
public final class WeightPath implements AutoCloseable {
    /// How many places a file has at most.
    public static final int MOST_PLACES = 40;

    /// Of how many starts of one run the ways are kept at most, the first ones.
    public static final int MOST_STARTS = 8;

    /// How many weights a network may have.
    public static final int MOST_WEIGHTS = 1_000_000;

    private static final int MOST_VALUES = 1 << 24;
    private static final int NONE = -1;

    private final Path file;
    private final FileChannel channel;
    private final WeightSpace space;
    private final long start;
    private final int[] epochs;
    private int every = 1;

    private WeightPath(
            Path file, FileChannel channel, WeightSpace space, long start, int[] epochs) {
        this.file = file;
        this.channel = channel;
        this.space = space;
        this.start = start;
        this.epochs = epochs;
    }

    /// What a file holds.
    ///
    /// @param epochs after which the weights were those; 0 is before the first, rising
    /// @param weights of each, as [WeightSpace] has them
    public record Recorded(List<Integer> epochs, List<double[]> weights) {
        /// Lists are kept unmodifiable.
        public Recorded {
            epochs = List.copyOf(epochs);
            weights = List.copyOf(weights);
        }
    }

    /// Whether the way of a network with these parameters is written down.
    public static boolean suits(List<Declaration> declared) {
        long weights = declared.stream().mapToLong(one -> one.type().shape().size()).sum();
        return weights > 0 && weights <= MOST_WEIGHTS;
    }

    /// The file for one of many starts beside that of a single one.
    ///
    /// @param number from 1
    public static Path ofStart(Path file, int number) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        int end = dot < 0 ? name.length() : dot;
        return file.resolveSibling(name.substring(0, end) + "-" + number + name.substring(end));
    }

    /// A new file, in the place of an old one.
    ///
    /// @param declared the parameters
    /// @throws FileAccessException if it cannot be written
    public static WeightPath create(Path file, List<Declaration> declared) {
        WeightSpace space = WeightSpace.of(declared);
        int places = places(space);
        byte[] header = header(places, space).getBytes(StandardCharsets.UTF_8);
        ByteBuffer head = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(header.length).put(header).flip();
        int[] none = new int[places];
        Arrays.fill(none, NONE);
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
            WeightPath path = new WeightPath(file, channel, space, 8L + header.length, none);
            AtomicFile.writeFully(channel, head);
            path.writePlaces();
            // The last byte makes the file as long as it says; most file systems keep no room for
            // what was not written yet.
            channel.write(ByteBuffer.allocate(1), path.rowAt(places) - 1);
            return path;
        } catch (IOException failure) {
            throw FileAccessException.writing(file, failure);
        }
    }

    /// Goes on in a file after an epoch, whatever came later in it being forgotten; in a new one if
    /// there is none that fits.
    ///
    /// @throws FileAccessException if it cannot be written
    public static WeightPath goOn(Path file, List<Declaration> declared, int epoch) {
        WeightSpace space = WeightSpace.of(declared);
        int places = places(space);
        byte[] header = header(places, space).getBytes(StandardCharsets.UTF_8);
        long start = 8L + header.length;
        if (!Files.isRegularFile(file)) {
            return create(file, declared);
        }
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            WeightPath path = new WeightPath(file, channel, space, start, new int[places]);
            if (channel.size() != path.rowAt(places)
                    || !Arrays.equals(bytes(channel, 8, header.length), header)) {
                channel.close();
                return create(file, declared);
            }
            ByteBuffer known =
                    ByteBuffer.wrap(bytes(channel, start, 4 * (places + 1)))
                            .order(ByteOrder.LITTLE_ENDIAN);
            path.every = Math.max(1, known.getInt());
            for (int i = 0; i < places; i++) {
                int then = known.getInt();
                path.epochs[i] = then > epoch ? NONE : then;
            }
            path.writePlaces();
            return path;
        } catch (IOException failure) {
            throw FileAccessException.writing(file, failure);
        }
    }

    private static byte[] bytes(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
            // On to the next piece.
        }
        return buffer.array();
    }

    private static int places(WeightSpace space) {
        return Math.clamp(MOST_VALUES / Math.max(1, space.size()), 2, MOST_PLACES);
    }

    private static String header(int places, WeightSpace space) {
        long first = 4L * (places + 1);
        JsonObject.Builder shapes = JsonObject.builder();
        space.parts()
                .forEach(part -> shapes.put(part.path(), JsonArray.ofNumbers(part.shape().dims())));
        String json =
                Json.compact(
                        JsonObject.builder()
                                .put(
                                        "__metadata__",
                                        JsonObject.builder()
                                                .put("shapes", Json.compact(shapes.build()))
                                                .build())
                                .put("places", tensor("I32", 0, first, places + 1))
                                .put(
                                        "weights",
                                        tensor(
                                                "F32",
                                                first,
                                                first + 4L * places * space.size(),
                                                places,
                                                space.size()))
                                .build());
        return json + " ".repeat(-json.getBytes(StandardCharsets.UTF_8).length & 7);
    }

    private static JsonObject tensor(String type, long from, long to, int... shape) {
        return JsonObject.builder()
                .put("dtype", type)
                .put("shape", JsonArray.ofNumbers(shape))
                .put("data_offsets", new JsonArray(List.of(JsonValue.of(from), JsonValue.of(to))))
                .build();
    }

    /// Writes down the weights after an epoch, if it is one of those and was not written down yet.
    ///
    /// @param epoch how many are done
    /// @param weights a state that holds the parameters
    /// @throws FileAccessException if they cannot be written
    public void add(int epoch, State weights) {
        if (epoch % every != 0 || place(epoch) >= 0) {
            return;
        }
        int free = place(NONE);
        if (free < 0) {
            every *= 2;
            for (int i = 0; i < epochs.length; i++) {
                if (epochs[i] % every != 0) {
                    epochs[i] = NONE;
                }
            }
            free = place(NONE);
            if (epoch % every != 0 || free < 0) {
                return;
            }
        }
        try {
            // First the old epoch goes, so that a half-written row belongs to none.
            writePlaces();
            long at = rowAt(free);
            for (WeightSpace.Part part : space.parts()) {
                Array array = weights.get(part.path());
                Array narrow = array.dtype() == DType.F32 ? array : array.cast(DType.F32);
                for (ByteBuffer piece : narrow.buffers()) {
                    while (piece.hasRemaining()) {
                        at += channel.write(piece, at);
                    }
                }
            }
            epochs[free] = epoch;
            writePlaces();
        } catch (IOException failure) {
            throw FileAccessException.writing(file, failure);
        }
    }

    private int place(int epoch) {
        for (int i = 0; i < epochs.length; i++) {
            if (epochs[i] == epoch) {
                return i;
            }
        }
        return -1;
    }

    private long rowAt(int place) {
        return start + 4L * (epochs.length + 1) + 4L * place * space.size();
    }

    private void writePlaces() throws IOException {
        ByteBuffer buffer =
                ByteBuffer.allocate(4 * (epochs.length + 1)).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(every);
        for (int epoch : epochs) {
            buffer.putInt(epoch);
        }
        buffer.flip();
        for (long at = start; buffer.hasRemaining(); ) {
            at += channel.write(buffer, at);
        }
    }

    /// What a file holds.
    ///
    /// @throws FileAccessException if it cannot be read
    /// @throws FileFormatException if it is no file of this kind
    public static Recorded read(Path file) {
        Safetensors content = Safetensors.read(file);
        Array places = content.tensors().get("places");
        Array weights = content.tensors().get("weights");
        if (places == null
                || weights == null
                || weights.shape().rank() != 2
                || places.size() != weights.shape().dim(0) + 1) {
            throw new FileFormatException(
                            "",
                            "",
                            "it does not hold the way of a training's weights",
                            "leave it out, or train again")
                    .in(file.toString());
        }
        TreeMap<Integer, double[]> inOrder = new TreeMap<>();
        for (int i = 0; i < weights.shape().dim(0); i++) {
            int epoch = (int) places.getLong(i + 1L);
            if (epoch != NONE) {
                inOrder.put(epoch, weights.rows(i, i + 1).toDoubles());
            }
        }
        return new Recorded(new ArrayList<>(inOrder.keySet()), new ArrayList<>(inOrder.values()));
    }

    /// Closes the file.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw FileAccessException.writing(file, failure);
        }
    }
}
