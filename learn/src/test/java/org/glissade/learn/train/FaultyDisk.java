package org.glissade.learn.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.glissade.learn.file.Disk;

/// A disk on which one file goes wrong, in one of the ways in which disks do.
final class FaultyDisk implements Disk {
    /// What goes wrong.
    enum Fault {
        /// The folder may not be written.
        READ_ONLY,
        /// There is room for a part of the file only.
        FULL,
        /// Each write takes fewer bytes than offered and says so, as POSIX allows.
        SHORT_WRITES,
        /// A part of the file is lost, and nobody says so.
        LOST_BYTES,
        /// The content cannot be forced to the disk.
        NOT_FORCED,
        /// The file cannot take its place.
        NOT_RENAMED,
        /// Old files cannot be removed.
        NOT_REMOVED
    }

    private final Fault fault;
    private final int guilty;
    private int files;

    /// @param guilty the number of the file that goes wrong, from 1
    FaultyDisk(Fault fault, int guilty) {
        this.fault = fault;
        this.guilty = guilty;
    }

    private boolean isNow(Fault one) {
        return fault == one && files == guilty;
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        files++;
        if (isNow(Fault.READ_ONLY)) {
            throw new AccessDeniedException(file.toString());
        }
        return new Channel(Disk.REAL.create(file));
    }

    @Override
    public void replace(Path file, Path target) throws IOException {
        if (isNow(Fault.NOT_RENAMED)) {
            throw new IOException("Input/output error");
        }
        Disk.REAL.replace(file, target);
    }

    @Override
    public void remove(Path file) throws IOException {
        if (isNow(Fault.NOT_REMOVED)) {
            throw new IOException("Operation not permitted");
        }
        Disk.REAL.remove(file);
    }

    /// A channel that goes wrong after 1,000 bytes.
    private final class Channel extends WritingChannel {
        private static final int ROOM = 1_000;

        private final FileChannel real;
        private int written;

        Channel(FileChannel real) {
            this.real = real;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int offered = source.remaining();
            if (isNow(Fault.FULL) && written + offered > ROOM) {
                writePart(source, ROOM - written);
                throw new IOException("No space left on device");
            }
            if (isNow(Fault.SHORT_WRITES)) {
                return writePart(source, Math.min(offered, 7));
            }
            if (isNow(Fault.LOST_BYTES) && written + offered > ROOM) {
                writePart(source, ROOM - written);
                source.position(source.limit());
                written = ROOM;
                return offered;
            }
            return writePart(source, offered);
        }

        private int writePart(ByteBuffer source, int bytes) throws IOException {
            ByteBuffer part = source.slice(source.position(), bytes);
            while (part.hasRemaining()) {
                real.write(part);
            }
            source.position(source.position() + bytes);
            written += bytes;
            return bytes;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (isNow(Fault.NOT_FORCED)) {
                throw new IOException("Input/output error");
            }
            real.force(metaData);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public long position() {
            return written;
        }

        @Override
        public long size() {
            return written;
        }
    }
}
