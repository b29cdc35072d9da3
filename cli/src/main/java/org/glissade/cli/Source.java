package org.glissade.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.glissade.learn.file.FileAccessException;
import org.glissade.tables.CsvReader;
import org.glissade.tables.Idx;
import org.glissade.tables.IdxReader;
import org.glissade.tables.Samples;
import org.glissade.tables.Table;

/// What the argument DATA stands for, read into memory.
sealed interface Source {
    /// The prefix of built-in data sets.
    String SAMPLE = "sample:";

    /// What DATA may be, for help texts.
    String HELP =
            "A CSV file with a header line (plain or gzip), a folder of IDX files named as MNIST names them"
                    + " (train-images-idx3-ubyte, perhaps .gz, and so on), or sample:NAME for a built-in set.";

    /// Rows and columns.
    record Rows(Table table) implements Source {}

    /// Labelled images, perhaps with some set aside for the test.
    record Folder(Path path, IdxReader.ImageFolder images) implements Source {}

    /// Images without labels.
    record Images(Idx images) implements Source {}

    /// Reads what the argument names.
    ///
    /// @throws UsageException if it is not there or cannot be read
    static Source open(String argument) {
        if (argument.startsWith(SAMPLE)) {
            return new Rows(Samples.table(argument.substring(SAMPLE.length())));
        }
        Path path = path(argument);
        if (!Files.exists(path)) {
            throw new UsageException(
                    "there is no file or folder " + path,
                    Samples.names().contains(argument)
                            ? "did you mean " + SAMPLE + argument + "?"
                            : "check the spelling and the current folder; glissade samples lists"
                                    + " built-in data");
        }
        try {
            if (Files.isDirectory(path)) {
                return folder(path);
            }
            String file = String.valueOf(path.getFileName());
            return file.endsWith("-ubyte") || file.endsWith("-ubyte.gz")
                    ? new Images(IdxReader.read(path))
                    : new Rows(CsvReader.read(path));
        } catch (FileAccessException unreadable) {
            throw UsageException.of(unreadable);
        }
    }

    private static Source folder(Path path) {
        if (!IdxReader.isImageFolder(path)) {
            throw new UsageException(
                    "the folder "
                            + path
                            + " holds neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz",
                    "DATA is a CSV file, a folder of IDX files named as MNIST names them, or sample:NAME");
        }
        return new Folder(path, IdxReader.images(path));
    }

    /// The path that an argument names.
    ///
    /// @throws UsageException if it names none
    static Path path(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException wrong) {
            throw new UsageException(
                    "\"" + argument + "\" is no path: " + wrong.getReason(),
                    "name a file or folder");
        }
    }

    /// A short name for what the argument names: the sample, or the file without its ending.
    static String shortName(String argument) {
        if (argument.startsWith(SAMPLE)) {
            return argument.substring(SAMPLE.length());
        }
        Path file = path(argument).toAbsolutePath().normalize().getFileName();
        String name = file == null ? "data" : file.toString();
        int dot = name.indexOf('.', 1);
        return dot < 0 ? name : name.substring(0, dot);
    }
}
