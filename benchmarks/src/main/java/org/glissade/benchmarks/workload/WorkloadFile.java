package org.glissade.benchmarks.workload;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Initial values and data of a workload in one file, which all engines read: four-byte
/// little-endian numbers, section after section, without any header.
///
/// | section | content |
/// | --- | --- |
/// | `weight0`, `bias0`, `weight1`, … | F32, `[inputs, outputs]` and `[outputs]`, uniform in ±1/√inputs |
/// | `features` | F32, all batches or rows, each example `[inputs]` |
/// | `targets` | F32 for [Loss#BINARY_CROSS_ENTROPY], else I32 |
/// | `permutations` | I32, the orders of [Source.Rows] |
public final class WorkloadFile implements AutoCloseable {
    private static final long SEED = 20_261_101;

    private final Map<String, Section> sections;
    private final FileChannel channel;
    private final Path path;

    private record Section(long offset, int values) {}

    private WorkloadFile(Workload workload, Path path, FileChannel channel) {
        this.sections = sections(workload);
        this.path = path;
        this.channel = channel;
    }

    private static Map<String, Section> sections(Workload workload) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        List<DenseShape> dense = workload.dense();
        for (int layer = 0; layer < dense.size(); layer++) {
            sizes.put("weight" + layer, dense.get(layer).inputs() * dense.get(layer).outputs());
            sizes.put("bias" + layer, dense.get(layer).outputs());
        }
        int examples = workload.examples();
        sizes.put("features", examples * workload.inputs());
        sizes.put("targets", examples);
        if (workload.source() instanceof Source.Rows(int rows, int permutations)) {
            sizes.put("permutations", rows * permutations);
        }
        Map<String, Section> sections = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            sections.put(size.getKey(), new Section(offset, size.getValue()));
            offset += 4L * size.getValue();
        }
        return sections;
    }

    /// Writes the file of a workload; the same bits on every machine.
    ///
    /// @param folder made if missing
    /// @return the file
    public static Path write(Workload workload, Path folder) {
        Path path = folder.resolve(workload.name() + ".bin");
        try {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(folder, workload.name(), ".part");
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                ByteBuffer values = values(workload);
                while (values.hasRemaining()) {
                    channel.write(values);
                }
                channel.force(true);
            }
            Files.move(
                    unfinished,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + ": " + e, e);
        }
        return path;
    }

    private static ByteBuffer values(Workload workload) {
        Map<String, Section> sections = sections(workload);
        long bytes = sections.values().stream().mapToLong(s -> 4L * s.values()).sum();
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        // java.util.Random is specified to the bit, so all machines draw the same values.
        Random random = new Random(SEED);
        for (DenseShape shape : workload.dense()) {
            float bound = (float) (1 / Math.sqrt(shape.inputs()));
            for (int i = 0; i < shape.parameters(); i++) {
                buffer.putFloat((2 * random.nextFloat() - 1) * bound);
            }
        }
        switch (workload.source()) {
            case Source.Xor() -> {
                for (float value : new float[] {0, 0, 0, 1, 1, 0, 1, 1, /* targets */ 0, 1, 1, 0}) {
                    buffer.putFloat(value);
                }
            }
            case Source.Pool(int _) -> {
                for (int i = 0; i < workload.examples() * workload.inputs(); i++) {
                    buffer.putFloat((float) random.nextGaussian());
                }
                for (int i = 0; i < workload.examples(); i++) {
                    switch (workload.loss()) {
                        case CROSS_ENTROPY -> buffer.putInt(random.nextInt(workload.outputs()));
                        case BINARY_CROSS_ENTROPY -> buffer.putFloat(random.nextInt(2));
                    }
                }
            }
            case Source.Rows(int rows, int permutations) ->
                    putRows(buffer, random, rows, workload.inputs(), permutations);
        }
        return buffer.flip();
    }

    private static void putRows(
            ByteBuffer buffer, Random random, int rows, int inputs, int permutations) {
        float[] direction = new float[inputs];
        for (int i = 0; i < inputs; i++) {
            direction[i] = (float) random.nextGaussian();
        }
        float[] targets = new float[rows];
        for (int row = 0; row < rows; row++) {
            double product = 0;
            for (int i = 0; i < inputs; i++) {
                float value = (float) random.nextGaussian();
                buffer.putFloat(value);
                product += (double) value * direction[i];
            }
            targets[row] = product > 0 ? 1 : 0;
        }
        for (float target : targets) {
            buffer.putFloat(target);
        }
        int[] order = new int[rows];
        for (int row = 0; row < rows; row++) {
            order[row] = row;
        }
        for (int permutation = 0; permutation < permutations; permutation++) {
            for (int last = rows - 1; last > 0; last--) {
                int other = random.nextInt(last + 1);
                int row = order[last];
                order[last] = order[other];
                order[other] = row;
            }
            for (int row : order) {
                buffer.putInt(row);
            }
        }
    }

    /// Opens the file of a workload for reading.
    public static WorkloadFile open(Workload workload, Path path) {
        try {
            return new WorkloadFile(
                    workload, path, FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e, e);
        }
    }

    /// How many numbers a section holds.
    public int size(String section) {
        return section(section).values();
    }

    /// Reads a section, straight into the engine's memory where the buffer is direct.
    ///
    /// @param target with exactly the section's bytes remaining
    public void read(String section, ByteBuffer target) {
        Section place = section(section);
        if (target.remaining() != 4 * place.values()) {
            throw new IllegalArgumentException(
                    section
                            + " has "
                            + 4 * place.values()
                            + " bytes, but the buffer takes "
                            + target.remaining());
        }
        long position = place.offset();
        try {
            while (target.hasRemaining()) {
                int count = channel.read(target, position);
                if (count < 0) {
                    throw new EOFException(path + " ends at byte " + position);
                }
                position += count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e, e);
        }
    }

    /// A section of F32 values.
    public float[] floats(String section) {
        float[] values = new float[size(section)];
        bytes(section).asFloatBuffer().get(values);
        return values;
    }

    /// A section of I32 values.
    public int[] integers(String section) {
        int[] values = new int[size(section)];
        bytes(section).asIntBuffer().get(values);
        return values;
    }

    private ByteBuffer bytes(String section) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * size(section)).order(ByteOrder.LITTLE_ENDIAN);
        read(section, buffer);
        return buffer.flip();
    }

    private Section section(String name) {
        Section section = sections.get(name);
        if (section == null) {
            throw new IllegalArgumentException(
                    path + " has no section " + name + ", only " + sections.keySet());
        }
        return section;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + path + ": " + e, e);
        }
    }
}
