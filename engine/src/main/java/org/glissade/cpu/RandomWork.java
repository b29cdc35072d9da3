package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.glissade.tensor.DType;
import org.glissade.tensor.RandomBits;

/// Draws random bits; each element depends on its counter and its position alone.
///
/// @param counters how many there are; each draws an equal part of the result
record RandomWork(RandomBits random, int counters, MemorySegment counter, MemorySegment to)
        implements Work {
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
        int row = Math.toIntExact(random.type().shape().size() / Math.max(1, pieces()));
        int each = Math.toIntExact(random.type().shape().size() / Math.max(1, counters));
        int end = to * row;
        for (int i = from * row; i < end; ) {
            int part = i / each;
            int limit = Math.min(end, (part + 1) * each);
            long count = counter.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, part);
            draw(random.stream(count), i, limit, part * each);
            i = limit;
        }
    }

    private void draw(long stream, int from, int limit, int origin) {
        if (random.type().dtype() == DType.I32) {
            for (int i = from; i < limit; i++) {
                to.setAtIndex(
                        ValueLayout.JAVA_INT_UNALIGNED,
                        i,
                        (int) RandomBits.draw(stream, i - origin, random.bits()));
            }
        } else {
            for (int i = from; i < limit; i++) {
                to.setAtIndex(
                        ValueLayout.JAVA_LONG_UNALIGNED,
                        i,
                        RandomBits.draw(stream, i - origin, random.bits()));
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
