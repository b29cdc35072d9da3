package org.glissade.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Looks at places to write to before the work begins that is to be written there.
final class OutputFile {
    private OutputFile() {}

    /// The path of a file that can be written.
    ///
    /// @throws UsageException if it cannot
    static Path checked(String option, String argument) {
        Path path = Source.path(argument);
        if (Files.isDirectory(path)) {
            throw new UsageException(
                    option + " " + path + " is a folder",
                    "name a file in it: " + path.resolve("…"));
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException(
                    option + " " + path + " lies in a folder that does not exist",
                    "make the folder first: " + folder);
        }
        if (!Files.isWritable(Files.exists(path) ? path : folder) || !Files.isWritable(folder)) {
            throw new UsageException(
                    option + " " + path + " may not be written",
                    "check the owner and mode of " + folder + ", or choose another place");
        }
        return path;
    }

    /// The path of a folder that exists and can be written, or can be made.
    ///
    /// @throws UsageException if it cannot
    static Path checkedFolder(String option, String argument) {
        Path path = Source.path(argument);
        @Nullable Path nearest = path.toAbsolutePath().normalize();
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (nearest == null || !Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
            throw new UsageException(
                    option + " " + path + " cannot be a folder to write to",
                    nearest != null && !Files.isDirectory(nearest)
                            ? nearest + " is a file; choose another place"
                            : "check the owner and mode of "
                                    + nearest
                                    + ", or choose another place");
        }
        return path;
    }
}
