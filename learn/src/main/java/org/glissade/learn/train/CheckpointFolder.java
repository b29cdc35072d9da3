package org.glissade.learn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.glissade.learn.file.AtomicFile;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;

/// The files of a training's checkpoints: `step-NUMBER.safetensors` with the number of steps that
/// were done. A new one is whole before an older one goes.
final class CheckpointFolder {
    private static final Pattern NAME = Pattern.compile("step-([0-9]{12})\\.safetensors");
    private static final String DAMAGED = ".damaged";

    private final Checkpoints where;

    CheckpointFolder(Checkpoints where) {
        this.where = where;
    }

    /// What was found to go on from.
    ///
    /// @param checkpoint the latest one that is whole, with its file; empty if there is none at all
    /// @param damaged what is wrong with later ones
    record Found(Optional<Checkpoint> checkpoint, List<String> damaged) {
        /// What the user should know before the training goes on.
        ///
        /// @param now the mark of the training that does
        List<String> warnings(JobMark now) {
            List<String> warnings = new ArrayList<>();
            damaged.forEach(
                    problem -> warnings.add(problem + "; an earlier checkpoint is used instead"));
            checkpoint.ifPresent(one -> warnings.addAll(one.mark().warnings(now)));
            return warnings;
        }
    }

    /// Writes a checkpoint and removes the oldest ones that are too many.
    ///
    /// @param number the number of steps that were done
    /// @throws FileAccessException if it cannot be written; the ones before it are as they were
    Path write(Checkpoint checkpoint, long number) {
        Path folder = where.folder();
        Path file = folder.resolve(String.format("step-%012d.safetensors", number));
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw FileAccessException.writing(folder, failure);
        }
        checkpoint.write(where.disk(), file);
        // Later ones are damaged, or the training would have gone on from there: they do not count.
        files().stream()
                .filter(one -> number(one) <= number)
                .skip(where.count())
                .forEach(this::remove);
        return file;
    }

    private void remove(Path file) {
        try {
            where.disk().remove(file);
        } catch (IOException _) {
            // One file too many spoils nothing.
        }
    }

    /// Looks for the latest checkpoint that is whole. Damaged ones after it get another name.
    ///
    /// @throws FileFormatException if there are checkpoints, and none is whole
    Found latest() {
        List<String> problems = new ArrayList<>();
        List<Path> damaged = new ArrayList<>();
        for (Path file : files()) {
            try {
                Checkpoint found = Checkpoint.read(file);
                damaged.forEach(this::setAside);
                return new Found(Optional.of(found), problems);
            } catch (FileFormatException broken) {
                problems.add(firstLine(broken));
                damaged.add(file);
            } catch (FileAccessException unreadable) {
                problems.add(firstLine(unreadable));
            }
        }
        if (!problems.isEmpty()) {
            throw new FileFormatException(
                    where.folder().toString(),
                    "",
                    "no checkpoint can be used; of the latest: " + problems.getFirst(),
                    "copy the folder again if it was copied, or start a new run");
        }
        return new Found(Optional.empty(), problems);
    }

    private static String firstLine(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private void setAside(Path file) {
        try {
            where.disk().replace(file, file.resolveSibling(file.getFileName() + DAMAGED));
        } catch (IOException _) {
            // It will be found damaged again.
        }
    }

    /// Removes what a killed process was writing.
    void tidy() {
        list().stream().filter(AtomicFile::isTemporary).forEach(this::remove);
    }

    /// The checkpoints, latest first.
    private List<Path> files() {
        return list().stream()
                .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
                .sorted(Comparator.comparingLong(CheckpointFolder::number).reversed())
                .toList();
    }

    private List<Path> list() {
        Path folder = where.folder();
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (NotDirectoryException file) {
            throw FileAccessException.reading(
                    folder, new IOException("it is a file; checkpoints need a folder", file));
        } catch (IOException failure) {
            throw FileAccessException.reading(folder, failure);
        }
    }

    private static long number(Path file) {
        var matcher = NAME.matcher(String.valueOf(file.getFileName()));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(file + " is no checkpoint");
        }
        return Long.parseLong(matcher.group(1));
    }
}
