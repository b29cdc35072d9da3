package org.glissade.learn.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glissade.runtime.Array;

/// Named arrays and texts in the safetensors format, which most of the field can read.
///
/// A file is the header's length (8 bytes, little endian), the header (JSON: for each name the
/// element type, the shape and the place of the data; texts under `__metadata__`), and the data
/// without gaps. Element types are those of [DType]; others that the format knows, such as `BF16`,
/// are refused by name.
///
/// Reading trusts nothing: no memory is reserved that the file does not fill.
///
/// @param tensors the arrays by name, in the order of the header
/// @param metadata texts by name
public record Safetensors(Map<String, Array> tensors, Map<String, String> metadata) {
    /// The most bytes that a header may have. The format allows 100 MB; no model comes near.
    public static final int LONGEST_HEADER = Json.LONGEST;

    static final String METADATA = "__metadata__";

    /// Takes copies of the maps; the arrays are shared.
    public Safetensors {
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("no tensor may be called " + METADATA);
        }
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /// The content of a file.
    ///
    /// @throws FileFormatException if it is not a whole and valid safetensors file
    /// @throws FileAccessException if it cannot be read
    public static Safetensors read(Path path) {
        try (FileChannel channel = FileChannel.open(path)) {
            return new SafetensorsReader(channel, channel.size()).read();
        } catch (IOException failure) {
            throw FileAccessException.reading(path, failure);
        } catch (FileFormatException malformed) {
            throw malformed.in(path.toString());
        }
    }

    /// The content of a file's bytes.
    ///
    /// @throws FileFormatException if they are not a whole and valid safetensors file
    public static Safetensors parse(byte[] bytes) {
        try {
            return new SafetensorsReader(
                            Channels.newChannel(new ByteArrayInputStream(bytes)), bytes.length)
                    .read();
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read", impossible);
        }
    }

    /// Writes the file as a whole or, on failure, not at all.
    ///
    /// @throws FileAccessException if it cannot be written
    public void write(Path path) {
        List<Map.Entry<String, Array>> order = dataOrder();
        write(Disk.REAL, path, head(order), order);
    }

    /// Writes the file with a [Seal], by which [#readSealed] knows that not a bit of it has changed
    /// since.
    ///
    /// @throws FileAccessException if it cannot be written
    public void writeSealed(Disk disk, Path path) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Seal.KEY, Seal.OPEN);
        texts.putAll(metadata);
        Safetensors open = new Safetensors(tensors, texts);
        List<Map.Entry<String, Array>> order = open.dataOrder();
        ByteBuffer head = open.head(order);
        Seal seal = new Seal();
        seal.add(head.duplicate());
        order.forEach(entry -> entry.getValue().buffers().forEach(seal::add));
        Seal.put(head, seal.text());
        write(disk, path, head, order);
    }

    /// The content of a file that was written with a seal.
    ///
    /// @throws FileFormatException if it is not a whole and valid safetensors file, or has changed
    ///   since it was sealed
    /// @throws FileAccessException if it cannot be read
    public static Safetensors readSealed(Path path) {
        try (FileChannel channel = FileChannel.open(path)) {
            Seal.check(channel);
            return new SafetensorsReader(channel.position(0), channel.size()).read();
        } catch (IOException failure) {
            throw FileAccessException.reading(path, failure);
        } catch (FileFormatException malformed) {
            throw malformed.in(path.toString());
        }
    }

    /// Large elements first keep every array aligned to its element size, whatever its neighbours
    /// are.
    private List<Map.Entry<String, Array>> dataOrder() {
        return tensors.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().dtype().bytes()))
                .toList();
    }

    private static void write(
            Disk disk, Path path, ByteBuffer head, List<Map.Entry<String, Array>> order) {
        AtomicFile.write(
                disk,
                path,
                channel -> {
                    AtomicFile.writeFully(channel, head);
                    for (Map.Entry<String, Array> entry : order) {
                        for (ByteBuffer part : entry.getValue().buffers()) {
                            AtomicFile.writeFully(channel, part);
                        }
                    }
                });
    }

    private ByteBuffer head(List<Map.Entry<String, Array>> dataOrder) {
        Map<String, JsonValue> places = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, Array> entry : dataOrder) {
            Array array = entry.getValue();
            long end = offset + array.type().bytes();
            places.put(
                    entry.getKey(),
                    JsonObject.builder()
                            .put("dtype", array.dtype().name())
                            .put("shape", JsonArray.ofNumbers(array.shape().dims()))
                            .put(
                                    "data_offsets",
                                    new JsonArray(List.of(JsonValue.of(offset), JsonValue.of(end))))
                            .build());
            offset = end;
        }
        JsonObject.Builder header = JsonObject.builder();
        if (!metadata.isEmpty()) {
            JsonObject.Builder texts = JsonObject.builder();
            metadata.forEach(texts::put);
            header.put(METADATA, texts.build());
        }
        tensors.keySet()
                .forEach(name -> header.put(name, Objects.requireNonNull(places.get(name))));
        byte[] json = Json.compact(header.build()).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) & ~7;
        if (padded > LONGEST_HEADER) {
            throw new IllegalArgumentException(
                    "the header has "
                            + padded
                            + " bytes, more than "
                            + LONGEST_HEADER
                            + ": shorten the metadata");
        }
        ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(json);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        return head.flip();
    }
}
