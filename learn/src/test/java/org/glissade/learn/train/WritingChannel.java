package org.glissade.learn.train;

import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// A channel to a file that is written from beginning to end, a buffer after the other: all that a
/// [FaultyDisk] need be asked for.
abstract class WritingChannel extends FileChannel {
    @Override
    public final int read(ByteBuffer target) {
        throw unexpected("read");
    }

    @Override
    public final long read(ByteBuffer[] targets, int offset, int length) {
        throw unexpected("read");
    }

    @Override
    public final int read(ByteBuffer target, long position) {
        throw unexpected("read at a place");
    }

    @Override
    public final int write(ByteBuffer source, long position) {
        throw unexpected("write at a place");
    }

    @Override
    public final long write(ByteBuffer[] sources, int offset, int length) {
        throw unexpected("write several buffers at once");
    }

    @Override
    public final FileChannel position(long newPosition) {
        throw unexpected("jump");
    }

    @Override
    public final FileChannel truncate(long size) {
        throw unexpected("truncate");
    }

    @Override
    public final long transferTo(long position, long count, WritableByteChannel target) {
        throw unexpected("transfer");
    }

    @Override
    public final long transferFrom(ReadableByteChannel source, long position, long count) {
        throw unexpected("transfer");
    }

    @Override
    public final MappedByteBuffer map(MapMode mode, long position, long size) {
        throw unexpected("map");
    }

    @Override
    public final FileLock lock(long position, long size, boolean shared) {
        throw unexpected("lock");
    }

    @Override
    public final FileLock tryLock(long position, long size, boolean shared) {
        throw unexpected("lock");
    }

    private static UnsupportedOperationException unexpected(String act) {
        return new UnsupportedOperationException(
                "this disk is only written from beginning to end and cannot " + act);
    }
}
