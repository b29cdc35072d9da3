package org.glissade.learn.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// What [AtomicFile] does to the file system, each act a method of its own, so that a proof can let
/// any of them fail.
public interface Disk {
    /// The file system of the machine.
    Disk REAL = new Disk() {};

    /// Makes a new file to write to.
    ///
    /// @throws IOException if that is not possible or the file exists
    default FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /// Gives a file the place of another in one step.
    default void replace(Path file, Path target) throws IOException {
        try {
            Files.move(
                    file,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            // Some network file systems; the content is whole by now, only the exchange may be
            // seen.
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Brings the names in a folder to the disk, so that a loss of power does not undo [#replace].
    default void forceNames(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException _) {
            // Not every system opens folders; the file is whole under its old name or its new one.
        }
    }

    /// Removes a file if it is there.
    default void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
