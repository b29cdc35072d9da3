package org.glissade.cpu;

import java.lang.foreign.MemorySegment;

/// A work's use of a stretch of memory by the members of a team.
///
/// @param start the address of the first byte
/// @param end the address after the last byte
/// @param writes whether the bytes change
/// @param sharing who touches which bytes
/// @param rows the number of rows for [Sharing#ROWS], else 0
record Access(long start, long end, boolean writes, Sharing sharing, int rows) {
    /// Who touches which bytes.
    enum Sharing {
        /// Each member touches its own rows of equal size.
        ROWS,
        /// Only the first member touches any.
        FIRST,
        /// Any member may touch any byte.
        MIXED
    }

    /// Reading by rows.
    static Access readRows(MemorySegment segment, int rows) {
        return of(segment, false, Sharing.ROWS, rows);
    }

    /// Writing by rows.
    static Access writeRows(MemorySegment segment, int rows) {
        return of(segment, true, Sharing.ROWS, rows);
    }

    /// Reading by any member.
    static Access read(MemorySegment segment) {
        return of(segment, false, Sharing.MIXED, 0);
    }

    /// Writing in shares that are not rows.
    static Access write(MemorySegment segment) {
        return of(segment, true, Sharing.MIXED, 0);
    }

    /// Reading by the first member only.
    static Access readFirst(MemorySegment segment) {
        return of(segment, false, Sharing.FIRST, 0);
    }

    /// Writing by the first member only.
    static Access writeFirst(MemorySegment segment) {
        return of(segment, true, Sharing.FIRST, 0);
    }

    private static Access of(MemorySegment segment, boolean writes, Sharing sharing, int rows) {
        return new Access(
                segment.address(), segment.address() + segment.byteSize(), writes, sharing, rows);
    }

    /// Whether the members must meet between this access and a later one.
    boolean conflicts(Access later) {
        boolean overlap = start < later.end && later.start < end;
        if (!overlap || (!writes && !later.writes) || sharing != later.sharing) {
            return overlap && (writes || later.writes);
        }
        return switch (sharing) {
            case FIRST -> false;
            case ROWS -> start != later.start || end != later.end || rows != later.rows;
            case MIXED -> true;
        };
    }
}
