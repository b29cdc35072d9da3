package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.glissade.tensor.DType;
import org.glissade.tensor.RandomBits;

/// Draws random bits; each element depends on its position alone.
record RandomWork(RandomBits random, MemorySegment counter, MemorySegment to) implements Work {
    @Override
    public String describe() {
        return "random bits " + random.type();
    }

    @Override
    public int pieces() {
        return Work.rows(random.type().shape());
    }

    @Override
    public void run(int member, int from, int to) {
        long stream = random.stream(counter.get(ValueLayout.JAVA_LONG_UNALIGNED, 0));
        int each = Math.toIntExact(random.type().shape().size() / Math.max(1, pieces()));
        int start = from * each;
        int end = to * each;
        if (random.type().dtype() == DType.I32) {
            for (int i = start; i < end; i++) {
                this.to.setAtIndex(
                        ValueLayout.JAVA_INT_UNALIGNED,
                        i,
                        (int) RandomBits.draw(stream, i, random.bits()));
            }
        } else {
            for (int i = start; i < end; i++) {
                this.to.setAtIndex(
                        ValueLayout.JAVA_LONG_UNALIGNED,
                        i,
                        RandomBits.draw(stream, i, random.bits()));
            }
        }
    }

    @Override
    public List<Access> accesses() {
        return List.of(Access.read(counter), Access.writePieces(to, pieces()));
    }

    @Override
    public long cost() {
        return 4 * random.type().shape().size();
    }
}
