package org.glissade.cpu;

import java.util.ArrayList;
import java.util.List;

/// Works done together, block of pieces by block of pieces, so that what one has computed is still
/// in the cache when the next reads it: a product and what is done to its result, a gradient and
/// the update that uses it up.
///
/// @param pieces of each of the works
/// @param block how many pieces at a time
@SuppressWarnings("ArrayRecordComponent") // never compared, read in the hot loop
record Chain(Work[] works, int pieces, int block) {
    /// What all pieces read, such as the right operand of a product, is read again for every block;
    /// it must fit the cache beside the block.
    private static final long MOST_SHARED = 128 * 1024;

    /// Values below this size stay in the cache anyway.
    private static final long WORTHWHILE = 96 * 1024;

    /// The most that a block touches, where that leaves enough pieces.
    private static final long BLOCK_BYTES = 64 * 1024;

    /// Does some of the pieces.
    void run(int member, int from, int to) {
        for (int start = from; start < to; start += block) {
            int end = Math.min(to, start + block);
            for (Work work : works) {
                work.run(member, start, end);
            }
        }
    }

    /// Does everything.
    void run() {
        if (works.length == 1) {
            works[0].run(0, 0, pieces);
        } else {
            run(0, 0, pieces);
        }
    }

    /// What is done and how: a line, with one for each work where there are several.
    String describe() {
        if (works.length == 1) {
            return works[0].describe();
        }
        StringBuilder text = new StringBuilder("in blocks of " + block + " of " + pieces);
        text.append(", so that each finds in the cache what the one before has left:");
        for (Work work : works) {
            text.append("\n      ").append(work.describe());
        }
        return text.toString();
    }

    private static Chain of(Work work) {
        return new Chain(new Work[] {work}, work.pieces(), Math.max(1, work.pieces()));
    }

    /// Joins neighbours where that pays.
    ///
    /// @param apart for each work, whether it must not be joined with the one before
    static List<Chain> join(List<Work> works, boolean[] apart) {
        List<Chain> chains = new ArrayList<>();
        List<Work> open = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            Work next = works.get(i);
            if (!open.isEmpty() && (apart[i] || !follows(open, next))) {
                chains.add(close(open));
                open.clear();
            }
            open.add(next);
        }
        if (!open.isEmpty()) {
            chains.add(close(open));
        }
        return chains;
    }

    /// Whether the next work needs of the earlier ones no more than its own pieces, and reads some.
    private static boolean follows(List<Work> earlier, Work next) {
        boolean uses = false;
        for (Work work : earlier) {
            if (work.pieces() != next.pieces()) {
                return false;
            }
            for (Access before : work.accesses()) {
                for (Access after : next.accesses()) {
                    if (before.touches(after)) {
                        if (!before.matches(after)) {
                            return false;
                        }
                        uses |= before.writes() && before.end() - before.start() >= WORTHWHILE;
                    }
                }
            }
        }
        return uses && shared(earlier) + shared(List.of(next)) <= MOST_SHARED;
    }

    private static long shared(List<Work> works) {
        long bytes = 0;
        for (Work work : works) {
            for (Access access : work.accesses()) {
                if (access.sharing() == Access.Sharing.ALL) {
                    bytes += access.end() - access.start();
                }
            }
        }
        return bytes;
    }

    private static Chain close(List<Work> works) {
        if (works.size() == 1) {
            return of(works.getFirst());
        }
        int pieces = works.getFirst().pieces();
        long bytes = 0;
        for (Work work : works) {
            for (Access access : work.accesses()) {
                if (access.sharing() == Access.Sharing.PIECES) {
                    bytes += access.end() - access.start();
                }
            }
        }
        long each = Math.max(1, bytes / Math.max(1, pieces));
        int fewest = works.stream().mapToInt(Work::fewestPieces).max().orElse(1);
        int block = Math.toIntExact(Math.max(fewest, BLOCK_BYTES / each));
        return new Chain(works.toArray(Work[]::new), pieces, block);
    }
}
