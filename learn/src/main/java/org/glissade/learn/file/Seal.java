package org.glissade.learn.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// A checksum over the whole of a safetensors file, itself included: the CRC-32C (RFC 3720, section
/// 12.1) of the file with zeros where the checksum stands. It stands as eight hexadecimal digits in
/// the first text of the metadata, always at the same place, so it can be checked before a byte of
/// the file is believed.
///
/// A CRC of 32 bits notices every change within 32 consecutive bits, and of all other changes all
/// but one in four thousand million.
final class Seal {
    static final String KEY = "checksum";

    /// What stands there while the sum is taken.
    static final String OPEN = "00000000";

    private static final byte[] BEFORE =
            ("{\"" + Safetensors.METADATA + "\":{\"" + KEY + "\":\"")
                    .getBytes(StandardCharsets.US_ASCII);

    /// The header's length takes eight bytes.
    private static final int AT = 8 + BEFORE.length;

    private static final int BLOCK = 1 << 18;

    private final CRC32C sum = new CRC32C();

    /// Adds all that remains in the buffer.
    void add(ByteBuffer part) {
        sum.update(part);
    }

    /// The sum so far.
    String text() {
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /// Puts a seal into the head of a file that was made with an open one.
    static void put(ByteBuffer head, String text) {
        if (!read(head).equals(OPEN)) {
            throw new IllegalStateException("the head of a sealed file begins with its checksum");
        }
        head.put(AT, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(ByteBuffer head) {
        byte[] text = new byte[OPEN.length()];
        head.get(AT, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /// Reads the file once, front to back, and compares.
    ///
    /// @throws FileFormatException if the content is not what was sealed
    static void check(FileChannel channel) throws IOException {
        if (channel.size() < AT + OPEN.length()) {
            throw broken("it has only " + channel.size() + " bytes");
        }
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        Seal seal = new Seal();
        String found = "";
        boolean isFirst = true;
        while (fill(channel, block)) {
            block.flip();
            if (isFirst) {
                found = read(block);
                block.put(AT, OPEN.getBytes(StandardCharsets.US_ASCII));
                isFirst = false;
            }
            seal.add(block);
            block.clear();
        }
        if (!seal.text().equals(found)) {
            throw broken("its content has the checksum " + seal.text() + ", not " + quoted(found));
        }
    }

    /// Fills the block as far as the file goes.
    private static boolean fill(FileChannel channel, ByteBuffer block) throws IOException {
        while (block.hasRemaining()) {
            if (channel.read(block) < 0) {
                break;
            }
        }
        return block.position() > 0;
    }

    private static String quoted(String found) {
        return "\"" + found.replaceAll("[^ -~]", "?") + "\"";
    }

    private static FileFormatException broken(String problem) {
        return new FileFormatException(
                "", "", "the file is damaged: " + problem, "copy or write it again");
    }
}
