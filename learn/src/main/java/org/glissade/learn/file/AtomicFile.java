package org.glissade.learn.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a file so that a reader sees the old content or the new, never a part.
///
/// The content goes to a temporary file in the same folder, is forced to the disk, and then takes
/// the place of the target in one step. On failure the temporary file is removed and the target is
/// as it was. Only a process that is killed leaves a temporary file, see [#isTemporary].
public final class AtomicFile {
    private static final String TEMPORARY = ".tmp";

    private AtomicFile() {}

    /// What fills the file.
    @FunctionalInterface
    public interface Content {
        /// Writes everything from the channel's position on.
        void writeTo(FileChannel channel) throws IOException;
    }

    /// Writes the file, replacing what was there.
    ///
    /// @throws FileAccessException if that is not possible
    public static void write(Path target, Content content) {
        write(Disk.REAL, target, content);
    }

    /// Writes the file to a disk, replacing what was there.
    ///
    /// @throws FileAccessException if that is not possible
    public static void write(Disk disk, Path target, Content content) {
        Path temporary = null;
        try {
            Path absolute = target.toAbsolutePath();
            if (Files.isDirectory(absolute)) {
                throw new IOException("it is a folder; name a file in it");
            }
            // Writing through a link changes the file that it points to, as a plain write would.
            Path real =
                    Files.isSymbolicLink(absolute) && Files.exists(absolute)
                            ? absolute.toRealPath()
                            : absolute;
            Path sibling =
                    real.resolveSibling(
                            "."
                                    + real.getFileName()
                                    + "."
                                    + ProcessHandle.current().pid()
                                    + "-"
                                    + System.nanoTime()
                                    + TEMPORARY);
            try (FileChannel channel = disk.create(sibling)) {
                temporary = sibling;
                content.writeTo(channel);
                channel.force(true);
            }
            disk.replace(sibling, real);
            temporary = null;
            Path folder = real.getParent();
            if (folder != null) {
                disk.forceNames(folder);
            }
        } catch (IOException failure) {
            throw FileAccessException.writing(target, failure);
        } finally {
            if (temporary != null) {
                remove(disk, temporary);
            }
        }
    }

    /// Writes the text in UTF-8, replacing what was there.
    ///
    /// @throws FileAccessException if that is not possible
    public static void write(Path target, String text) {
        write(
                target,
                channel ->
                        writeFully(
                                channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    /// Writes all that remains in the buffer.
    public static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// Whether a name is that of a temporary file: a leftover, where nobody is writing.
    public static boolean isTemporary(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") && name.endsWith(TEMPORARY);
    }

    private static void remove(Disk disk, Path temporary) {
        try {
            disk.remove(temporary);
        } catch (IOException _) {
            // The failure that led here is the one to report.
        }
    }
}
