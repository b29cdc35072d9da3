package org.glissade.cpu;

import java.lang.foreign.MemorySegment;

/// A work's use of a stretch of memory, and which part of it each member of a team touches.
///
/// @param start the address of the first byte
/// @param end the address after the last byte
/// @param writes whether the bytes change
/// @param sharing who touches which bytes
/// @param parts for [Sharing#PIECES] the number of the work's pieces, else 0
record Access(long start, long end, boolean writes, Sharing sharing, int parts) {
    /// Who touches which bytes.
    enum Sharing {
        /// The stretch is cut into as many equal parts as the work has pieces; whoever does a piece
        /// touches its part.
        PIECES,
        /// Any member may touch any byte.
        ALL
    }

    /// Reading the part of each piece.
    static Access readPieces(MemorySegment segment, int pieces) {
        return of(segment, false, Sharing.PIECES, pieces);
    }

    /// Writing the part of each piece.
    static Access writePieces(MemorySegment segment, int pieces) {
        return of(segment, true, Sharing.PIECES, pieces);
    }

    /// Reading anywhere.
    static Access read(MemorySegment segment) {
        return of(segment, false, Sharing.ALL, 0);
    }

    /// Writing in parts that are not neighbours.
    static Access write(MemorySegment segment) {
        return of(segment, true, Sharing.ALL, 0);
    }

    private static Access of(MemorySegment segment, boolean writes, Sharing sharing, int parts) {
        return new Access(
                segment.address(), segment.address() + segment.byteSize(), writes, sharing, parts);
    }

    /// Whether the two concern common bytes that at least one of them changes.
    boolean touches(Access other) {
        return (writes || other.writes) && start < other.end && other.start < end;
    }

    /// Whether piece by piece the two concern the same bytes, so that they need no order among
    /// different pieces.
    boolean matches(Access other) {
        return sharing == Sharing.PIECES
                && other.sharing == Sharing.PIECES
                && start == other.start
                && end == other.end
                && parts == other.parts;
    }

    /// Whether the members of a team must meet between this access, by a work of so many pieces,
    /// and a later one.
    boolean conflicts(int pieces, Access later, int laterPieces, int members) {
        if (!touches(later) || matches(later)) {
            return false;
        }
        for (int one = 0; one < members; one++) {
            long from = from(one, pieces, members);
            long to = to(one, pieces, members);
            for (int other = 0; other < members; other++) {
                long laterFrom = later.from(other, laterPieces, members);
                long laterTo = later.to(other, laterPieces, members);
                if (one != other && Math.max(from, laterFrom) < Math.min(to, laterTo)) {
                    return true;
                }
            }
        }
        return false;
    }

    private long from(int member, int pieces, int members) {
        return start + bytes(Work.from(pieces, member, members), false);
    }

    private long to(int member, int pieces, int members) {
        int from = Work.from(pieces, member, members);
        int to = Work.to(pieces, member, members);
        return from == to ? start + bytes(from, false) : start + bytes(to, true);
    }

    /// The bytes before a piece, or after the last.
    private long bytes(int piece, boolean after) {
        long size = end - start;
        return switch (sharing) {
            case PIECES -> parts == 0 ? 0 : size * piece / parts;
            case ALL -> after ? size : 0;
        };
    }
}
