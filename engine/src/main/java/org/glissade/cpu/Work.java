package org.glissade.cpu;

import java.util.List;
import org.glissade.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// One piece of a program with its operands bound: what the members of a team do together.
///
/// A work is cut into pieces, of which every member does neighbouring ones. Every element of the
/// results is computed in an order that does not depend on the cut.
interface Work {
    /// Into how many pieces it can be cut; 0 where there is nothing to do.
    int pieces();

    /// Does some of the pieces.
    ///
    /// @param member whose scratch memory to use
    /// @param from the first piece
    /// @param to the piece after the last
    void run(int member, int from, int to);

    /// The fewest pieces that are worth doing at once, where all can be had.
    default int fewestPieces() {
        return 1;
    }

    /// What the work reads and writes, and how the members share it.
    List<Access> accesses();

    /// What is done and how, in a few words.
    String describe();

    /// A rough count of elementary operations, by which is decided whether a team is worth its
    /// while.
    long cost();

    /// The whole work as code of its own, or null where it is too large or too special for that.
    default @Nullable Fragment fragment() {
        return null;
    }

    /// Does everything.
    default void run() {
        run(0, 0, pieces());
    }

    /// The first index of a member's share of `count` pieces.
    static int from(int count, int member, int members) {
        return (int) ((long) count * member / members);
    }

    /// The first index after a member's share of `count` pieces.
    static int to(int count, int member, int members) {
        return from(count, member + 1, members);
    }

    /// Into how many rows a value of this shape is cut to be shared: the outermost axis, or as many
    /// of the outer axes as it takes to have a few.
    static int rows(Shape shape) {
        long rows = 1;
        for (int axis = 0; axis < shape.rank() && rows < 8; axis++) {
            rows *= shape.dim(axis);
        }
        return Math.toIntExact(rows);
    }
}
