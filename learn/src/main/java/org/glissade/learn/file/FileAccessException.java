package org.glissade.learn.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file that could not be read or written as a whole: missing, not permitted, disk full.
public final class FileAccessException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    private FileAccessException(String message, IOException cause) {
        super(message, cause);
    }

    /// The file could not be read.
    public static FileAccessException reading(Path path, IOException cause) {
        return new FileAccessException("cannot read " + path + ": " + reason(path, cause), cause);
    }

    /// The file could not be written; nothing was left behind.
    public static FileAccessException writing(Path path, IOException cause) {
        return new FileAccessException("cannot write " + path + ": " + reason(path, cause), cause);
    }

    private static String reason(Path path, IOException cause) {
        return switch (cause) {
            case NoSuchFileException missing when missing.getFile().equals(path.toString()) ->
                    "there is no such file; check the spelling and the current folder";
            case NoSuchFileException missing ->
                    "there is no folder "
                            + Path.of(missing.getFile()).toAbsolutePath().getParent()
                            + "; create it first";
            case AccessDeniedException _ ->
                    "permission denied; check the owner and mode of " + path;
            default ->
                    Files.isDirectory(path)
                            ? "it is a folder; name a file in it"
                            : cause.getMessage() == null
                                    ? cause.getClass().getSimpleName()
                                    : cause.getMessage() + hint(cause.getMessage());
        };
    }

    /// What to do about what operating systems say.
    private static String hint(String message) {
        if (message.contains("No space left") || message.contains("not enough space")) {
            return "; free some space there, or choose another disk";
        }
        if (message.contains("Read-only file system")) {
            return "; choose another disk, or mount this one for writing";
        }
        return message.contains("quota") ? "; free some of your files there" : "";
    }
}
