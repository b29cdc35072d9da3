package org.glissade.cpu;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A work as code of its own for exactly its sizes, a method of a [WrittenProgram].
///
/// Every element is computed by the operations, in the order, of the work's kernels, so that the
/// bits are the same.
interface Fragment {
    /// What the work reads and writes.
    List<MemorySegment> operands();

    /// Writes the work.
    ///
    /// @param constants of the class that the code belongs to
    /// @param addresses the local longs with the operands' addresses, which may be changed
    void write(CodeBuilder code, Constants constants, int[] addresses);

    /// Neighbouring vectors, all full or one that is not.
    ///
    /// @param from the first element
    /// @param times how many vectors
    /// @param used lanes of each vector that hold elements
    record Cover(int from, int times, int used) {}

    /// The vectors for so many neighbouring elements. What remains gets one of full length too,
    /// with a mask: were there shorter ones anywhere, the JVM could no longer tell which kind the
    /// kernels have, and some would keep theirs as objects.
    static List<Cover> cover(int elements) {
        int length = Lanes.FLOATS.length();
        int whole = elements / length;
        int rest = elements % length;
        List<Cover> cover = new ArrayList<>();
        if (whole > 0) {
            cover.add(new Cover(0, whole, length));
        }
        if (rest > 0) {
            cover.add(new Cover(whole * length, 1, rest));
        }
        return cover;
    }

    /// Writes a loop, or just its body where that is done once.
    static void repeat(CodeBuilder code, int times, Runnable body) {
        if (times == 0) {
            return;
        }
        if (times == 1) {
            body.run();
            return;
        }
        int left = code.allocateLocal(TypeKind.INT);
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(left);
        code.labelBinding(next).iload(left).loadConstant(times).if_icmpge(end);
        body.run();
        code.iinc(left, 1).goto_(next).labelBinding(end);
    }

    /// Writes `local += bytes`.
    static void advance(CodeBuilder code, int local, long bytes) {
        code.lload(local).loadConstant(bytes).ladd().lstore(local);
    }
}
