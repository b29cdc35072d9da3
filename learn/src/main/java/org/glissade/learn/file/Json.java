package org.glissade.learn.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads and writes JSON (RFC 8259) strictly, without reflection.
///
/// Refused besides broken grammar: repeated keys, lone surrogates, a byte order mark, numbers
/// beyond a `double`, more than [#DEEPEST] levels, [#LONGEST] characters or [#MOST] values. What is
/// read fits in memory a few hundred megabytes large, whoever wrote it.
public final class Json {
    /// The number of levels that objects and lists may be nested.
    public static final int DEEPEST = 64;

    /// The number of characters (and of bytes in a file) that a text may have.
    public static final int LONGEST = 16 << 20;

    /// The number of values that a text may hold.
    public static final int MOST = 500_000;

    private Json() {}

    /// The value that the text stands for.
    ///
    /// @throws FileFormatException naming line and column if the text is not JSON or goes beyond
    ///   the limits
    public static JsonValue parse(String text) {
        return new JsonReader(text).document();
    }

    /// The value that the UTF-8 bytes stand for.
    ///
    /// @throws FileFormatException naming line and column if they are not JSON or go beyond the
    ///   limits
    public static JsonValue parse(byte[] utf8) {
        return parse(decode(utf8));
    }

    /// As [#parse(String)], for texts whose outermost value must be an object.
    public static JsonObject parseObject(String text) {
        if (parse(text) instanceof JsonObject object) {
            return object;
        }
        throw new FileFormatException("", "line 1", "expected an object", "begin with {");
    }

    /// The value in the file.
    ///
    /// @throws FileFormatException naming file, line and column if it is not JSON or goes beyond
    ///   the limits
    /// @throws FileAccessException if it cannot be read
    public static JsonValue read(Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] bytes = stream.readNBytes(LONGEST + 1);
            return parse(bytes);
        } catch (IOException failure) {
            throw FileAccessException.reading(path, failure);
        } catch (FileFormatException malformed) {
            throw malformed.in(path.toString());
        }
    }

    /// The value on one line without spaces.
    public static String compact(JsonValue value) {
        StringBuilder text = new StringBuilder();
        new JsonWriter(text, false).write(value);
        return text.toString();
    }

    /// The value over several lines, indented by two spaces, with a line break at the end.
    public static String pretty(JsonValue value) {
        StringBuilder text = new StringBuilder();
        new JsonWriter(text, true).write(value);
        return text.append('\n').toString();
    }

    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException malformed) {
            throw new FileFormatException(
                    "", "", "the text is not UTF-8", "save it in UTF-8", malformed);
        }
    }
}
