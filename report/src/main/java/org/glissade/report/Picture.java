package org.glissade.report;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.glissade.learn.file.AtomicFile;

/// A drawing that is made once and looks the same as SVG, as PNG and in a page.
///
/// @param width in units, one of which is a pixel on a page
/// @param height in units
/// @param title what it shows, in a few words
/// @param description what can be seen on it, for those who do not see it
/// @param marks from the first that is drawn to the last
public record Picture(int width, int height, String title, String description, List<Mark> marks) {
    /// The list is kept unmodifiable.
    public Picture {
        marks = List.copyOf(marks);
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "a picture is 1 unit or more wide and high, but got " + width + " × " + height);
        }
    }

    /// As an SVG file's content: dark on white, fonts of the viewer.
    public String svg() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + new SvgWriter(this, false).text()
                + "\n";
    }

    /// As an element of a page, whose colours it takes.
    public String html() {
        return new SvgWriter(this, true).text();
    }

    /// As the bytes of a PNG file.
    ///
    /// @param scale pixels for each unit, above 0
    public byte[] png(double scale) {
        return PngWriter.bytes(this, scale);
    }

    /// Writes it as its name's ending says, `.svg` or `.png` (two pixels for each unit), whole or
    /// not at all.
    ///
    /// @throws IllegalArgumentException for another ending
    /// @throws UncheckedIOException if the file cannot be written
    public void write(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        byte[] bytes;
        if (name.endsWith(".svg")) {
            bytes = svg().getBytes(StandardCharsets.UTF_8);
        } else if (name.endsWith(".png")) {
            bytes = png(2);
        } else {
            throw new IllegalArgumentException(
                    file + " is no name of a picture; it ends in .svg or .png");
        }
        AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes)));
    }
}
