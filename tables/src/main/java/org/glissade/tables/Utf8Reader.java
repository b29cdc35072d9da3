package org.glissade.tables;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;
import org.glissade.learn.file.FileFormatException;

/// Decodes UTF-8 strictly and says on which line it broke; refuses characters that no text file
/// has.
///
/// A byte order mark at the start is skipped.
final class Utf8Reader extends Reader {
    private final InputStream stream;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    private final CharBuffer decoded = CharBuffer.allocate(1 << 16).flip();
    private boolean ended;
    private boolean begun;
    private char previous;
    private long line = 1;

    Utf8Reader(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!decoded.hasRemaining()) {
            if (ended) {
                return -1;
            }
            refill();
        }
        int count = Math.min(length, decoded.remaining());
        decoded.get(target, offset, count);
        return count;
    }

    private void refill() throws IOException {
        try {
            int read = stream.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = read < 0;
            bytes.position(bytes.position() + Math.max(0, read));
        } catch (EOFException | ZipException damaged) {
            throw error(
                    "the gzip data are damaged or end too early",
                    "copy or compress the file again");
        }
        decoded.clear();
        CoderResult result = decoder.decode(bytes.flip(), decoded, ended);
        bytes.compact();
        decoded.flip();
        if (!begun && decoded.hasRemaining()) {
            begun = true;
            if (decoded.get(0) == '\uFEFF') {
                decoded.get();
            }
        }
        follow();
        if (result.isError()) {
            throw error(
                    "the bytes are not UTF-8",
                    "save the file in UTF-8; it may be Latin-1 or Windows-1252 now");
        }
    }

    /// Counts lines over what was decoded.
    private void follow() {
        for (int i = decoded.position(); i < decoded.limit(); i++) {
            char character = decoded.get(i);
            if (character == '\n' ? previous != '\r' : character == '\r') {
                line++;
            } else if (character == 0) {
                throw error(
                        "a zero character, which text does not have",
                        "this is a binary file or UTF-16; save it as CSV in UTF-8");
            }
            previous = character;
        }
    }

    private FileFormatException error(String problem, String hint) {
        return new FileFormatException("", "line " + line, problem, hint);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
