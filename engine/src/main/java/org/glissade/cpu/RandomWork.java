package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.glissade.tensor.DType;
import org.glissade.tensor.RandomBits;

/// Draws random bits; each element depends on its position alone.
record RandomWork(RandomBits random, MemorySegment counter, MemorySegment to) implements Work {
    @Override
    public void run(int member, int members) {
        long stream = random.stream(counter.get(ValueLayout.JAVA_LONG_UNALIGNED, 0));
        int rows = Work.rows(random.type().shape());
        int each = rows == 0 ? 0 : Math.toIntExact(random.type().shape().size() / rows);
        int start = Work.from(rows, member, members) * each;
        int end = Work.to(rows, member, members) * each;
        if (random.type().dtype() == DType.I32) {
            for (int i = start; i < end; i++) {
                to.setAtIndex(
                        ValueLayout.JAVA_INT_UNALIGNED,
                        i,
                        (int) RandomBits.draw(stream, i, random.bits()));
            }
        } else {
            for (int i = start; i < end; i++) {
                to.setAtIndex(
                        ValueLayout.JAVA_LONG_UNALIGNED,
                        i,
                        RandomBits.draw(stream, i, random.bits()));
            }
        }
    }

    @Override
    public List<Access> accesses() {
        return List.of(
                Access.read(counter), Access.writeRows(to, Work.rows(random.type().shape())));
    }

    @Override
    public long cost() {
        return 4 * random.type().shape().size();
    }
}
