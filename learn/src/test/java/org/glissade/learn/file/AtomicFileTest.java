package org.glissade.learn.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir private Path folder;

    @Test
    void theContentTakesThePlaceOfTheOld() {
        Path file = folder.resolve("a.txt");

        AtomicFile.write(file, "old, and longer");
        AtomicFile.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryContaining(entry -> entry.equals(file));
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void aFailureLeavesTheOldContentAndNothingElse() {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, "old");

        assertThatThrownBy(() ->
                        AtomicFile.write(
                                file,
                                channel -> {
                                    AtomicFile.writeFully(channel, ByteBuffer.wrap(new byte[100]));
                                    throw new IOException("disk full");
                                }))
                .isInstanceOf(FileAccessException.class)
                .hasMessage("cannot write " + file + ": disk full");
        assertThatThrownBy(() ->
                        AtomicFile.write(
                                file,
                                channel -> {
                                    throw new IllegalStateException("stopped");
                                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void aMissingFolderIsNamed() {
        Path file = folder.resolve("absent").resolve("a.txt");

        assertThatThrownBy(() -> AtomicFile.write(file, "x"))
                .isInstanceOf(FileAccessException.class)
                .hasMessageContaining("there is no folder " + folder.resolve("absent"));
    }

    @Test
    void aFolderIsNotOverwritten() {
        assertThatThrownBy(() -> AtomicFile.write(folder, "x"))
                .isInstanceOf(FileAccessException.class)
                .hasMessageContaining("it is a folder");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);

        AtomicFile.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }
}
