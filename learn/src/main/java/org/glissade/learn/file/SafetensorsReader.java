package org.glissade.learn.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.TensorType;

/// Reads one safetensors file front to back, each claim checked against the file's size before it
/// is acted upon.
final class SafetensorsReader {
    private static final String DAMAGED =
            "the file is damaged or was cut short: copy or write it again";

    private static final int MOST_AXES = 64;

    private final ReadableByteChannel channel;
    private final long size;
    private long headerLength;

    /// A reader of a channel that holds `size` bytes.
    SafetensorsReader(ReadableByteChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    private record Place(String name, TensorType type, long begin, long end) {}

    Safetensors read() throws IOException {
        JsonObject header = header();
        long dataSize = size - 8 - headerLength;
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Place> places = new ArrayList<>();
        for (Map.Entry<String, JsonValue> member : header.members().entrySet()) {
            String name = member.getKey();
            if (name.equals(Safetensors.METADATA)) {
                metadata.putAll(metadata(member.getValue()));
            } else {
                places.add(place(name, member.getValue(), dataSize));
            }
        }
        List<Place> inOrder =
                places.stream()
                        .sorted(
                                Comparator.comparingLong(Place::begin)
                                        .thenComparingLong(Place::end))
                        .toList();
        checkCoverage(inOrder, dataSize);
        Map<String, Array> tensors = new LinkedHashMap<>();
        places.forEach(place -> tensors.put(place.name, Array.zeros(place.type)));
        for (Place place : inOrder) {
            fill(place, Objects.requireNonNull(tensors.get(place.name)));
        }
        return new Safetensors(tensors, metadata);
    }

    private JsonObject header() throws IOException {
        if (size < 8) {
            throw error(
                    "byte 0",
                    "the file has " + size + " bytes, too few for a safetensors file",
                    DAMAGED);
        }
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        readFully(length, "byte 0");
        headerLength = length.flip().getLong();
        if (headerLength < 0 || headerLength > size - 8) {
            throw error(
                    "byte 0",
                    "the header claims to be "
                            + Long.toUnsignedString(headerLength)
                            + " bytes long, but "
                            + (size - 8)
                            + " follow",
                    "the file is no safetensors file, or was cut short");
        }
        if (headerLength > Safetensors.LONGEST_HEADER) {
            throw error(
                    "byte 0",
                    "the header is "
                            + headerLength
                            + " bytes long, more than "
                            + Safetensors.LONGEST_HEADER,
                    "check that this is the right file");
        }
        ByteBuffer json = ByteBuffer.allocate((int) headerLength);
        readFully(json, "header");
        if (headerLength < 2 || json.get(0) != '{') {
            throw error("header", "it does not begin with {", "the file is no safetensors file");
        }
        try {
            return (JsonObject) Json.parse(json.array());
        } catch (FileFormatException malformed) {
            throw malformed.inPart("header");
        }
    }

    private static Map<String, String> metadata(JsonValue value) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (!(value instanceof JsonObject object)) {
            throw error(
                    "header, __metadata__",
                    "it is " + value.kind() + ", expected an object",
                    DAMAGED);
        }
        object.members()
                .forEach((key, text) -> {
                    if (!(text instanceof JsonString string)) {
                        throw error(
                                "header, __metadata__",
                                "\""
                                        + excerpt(key)
                                        + "\" is "
                                        + text.kind()
                                        + ", expected a string",
                                "the format allows only strings there");
                    }
                    texts.put(key, string.value());
                });
        return texts;
    }

    private static Place place(String name, JsonValue value, long dataSize) {
        String position = "header, tensor \"" + excerpt(name) + "\"";
        if (!(value instanceof JsonObject object)) {
            throw error(position, "it is " + value.kind() + ", expected an object", DAMAGED);
        }
        try {
            TensorType type =
                    new TensorType(dtype(object.text("dtype")), shape(object.array("shape")));
            long[] offsets = object.array("data_offsets").wholeNumbers();
            if (offsets.length != 2 || offsets[0] < 0 || offsets[0] > offsets[1]) {
                throw error(
                        "",
                        "data_offsets must be a begin and an end, but are "
                                + excerpt(object.get("data_offsets").toString()),
                        DAMAGED);
            }
            if (offsets[1] > dataSize) {
                throw error(
                        "",
                        "its data ends at "
                                + offsets[1]
                                + ", but the file has "
                                + dataSize
                                + " bytes of data",
                        DAMAGED);
            }
            long bytes = Math.multiplyExact(type.shape().size(), (long) type.dtype().bytes());
            if (offsets[1] - offsets[0] != bytes) {
                throw error(
                        "",
                        type
                                + " takes "
                                + bytes
                                + " bytes, but data_offsets span "
                                + (offsets[1] - offsets[0]),
                        DAMAGED);
            }
            return new Place(name, type, offsets[0], offsets[1]);
        } catch (FileFormatException malformed) {
            throw malformed.inPart(position);
        } catch (ArithmeticException overflow) {
            throw error(position, "its shape has more bytes than 2^63", DAMAGED);
        }
    }

    private static DType dtype(String name) {
        return switch (name) {
            case "F32" -> DType.F32;
            case "F64" -> DType.F64;
            case "I32" -> DType.I32;
            case "I64" -> DType.I64;
            case "BOOL" -> DType.BOOL;
            case "F16", "BF16", "U8", "I8", "U16", "I16", "U32", "U64" ->
                    throw error(
                            "",
                            "the element type " + name + " is not supported",
                            "convert it to F32, F64, I32, I64 or BOOL before saving");
            default ->
                    throw error(
                            "",
                            "unknown element type \"" + excerpt(name) + "\"",
                            "known are F32, F64, I32, I64 and BOOL");
        };
    }

    private static Shape shape(JsonArray dims) {
        long[] sizes = dims.wholeNumbers();
        if (sizes.length > MOST_AXES) {
            throw error(
                    "",
                    "a shape of " + sizes.length + " axes",
                    "there can be at most " + MOST_AXES);
        }
        int[] checked = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] < 0 || sizes[i] > Integer.MAX_VALUE) {
                throw error(
                        "",
                        "size " + sizes[i] + " of axis " + i + " is out of range",
                        "sizes are 0 to 2^31-1");
            }
            checked[i] = (int) sizes[i];
        }
        try {
            return Shape.of(checked);
        } catch (ShapeException overflow) {
            throw new FileFormatException("", "", overflow.rule(), DAMAGED, overflow);
        }
    }

    private static void checkCoverage(List<Place> inOrder, long dataSize) {
        long covered = 0;
        for (Place place : inOrder) {
            if (place.begin != covered) {
                throw error(
                        "header, tensor \"" + excerpt(place.name) + "\"",
                        "its data begins at "
                                + place.begin
                                + ", but the data before it ends at "
                                + covered,
                        "the format allows neither gaps nor overlaps; " + DAMAGED);
            }
            covered = place.end;
        }
        if (covered != dataSize) {
            throw error(
                    "data, byte " + covered,
                    (dataSize - covered) + " bytes follow that belong to no tensor",
                    "the format allows none; " + DAMAGED);
        }
    }

    private void fill(Place place, Array array) throws IOException {
        String position = "tensor \"" + excerpt(place.name) + "\"";
        for (ByteBuffer part : array.buffers()) {
            readFully(part, position);
        }
        if (place.type.dtype() == DType.BOOL) {
            for (ByteBuffer part : array.buffers()) {
                while (part.hasRemaining()) {
                    if ((part.get() & ~1) != 0) {
                        throw error(position, "a truth value is neither 0 nor 1", DAMAGED);
                    }
                }
            }
        }
    }

    private void readFully(ByteBuffer target, String position) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw error(position, "the file ends too early", DAMAGED);
            }
        }
    }

    private static String excerpt(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private static FileFormatException error(String position, String problem, String hint) {
        return new FileFormatException("", position, problem, hint);
    }
}
