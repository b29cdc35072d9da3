package org.glissade.cpu;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.glissade.tensor.DType;
import org.glissade.tensor.ReduceFunction;

/// A small sum, every element one chain.
///
/// @param operands what is summed, and the sums
record SumFragment(ReduceLayout layout, List<MemorySegment> operands) implements Fragment {
    /// The longest sum down columns, which is written out, so that no vector lives across a loop.
    private static final int LONGEST = 32;

    /// Whether the sum can be written.
    static boolean takes(ReduceFunction function, DType type, ReduceLayout layout) {
        boolean row = layout.inner() == 1;
        return function == ReduceFunction.SUM
                && type == DType.F32
                && layout.length() > 0
                && layout.outer() > 0
                && (row
                        ? layout.length() <= ScalarFloats.CHAIN
                        : layout.length() <= LONGEST && Loops.fits(layout.inner()));
    }

    @Override
    public void write(CodeBuilder code, Constants constants, int[] addresses) {
        Fragment.repeat(
                code,
                layout.outer(),
                () -> {
                    if (layout.inner() == 1) {
                        row(code, constants, addresses);
                    } else {
                        Fragment.cover(layout.inner())
                                .forEach(c -> columns(code, constants, addresses, c));
                    }
                    if (layout.outer() > 1) {
                        long width = 4L * layout.inner();
                        Fragment.advance(code, addresses[0], width * layout.length());
                        Fragment.advance(code, addresses[1], width);
                    }
                });
    }

    private void row(CodeBuilder code, Constants constants, int[] addresses) {
        VectorCode vectors = new VectorCode(code, constants);
        int sum = code.allocateLocal(TypeKind.FLOAT);
        code.fconst_0();
        for (int i = 0; i < layout.length(); i++) {
            vectors.pushFloat(addresses[0], 4L * i);
            code.fadd();
        }
        code.fstore(sum);
        vectors.storeFloat(sum, addresses[1], 0);
    }

    private void columns(CodeBuilder code, Constants constants, int[] addresses, Cover cover) {
        VectorCode vectors = new VectorCode(code, constants);
        int from = code.allocateLocal(TypeKind.LONG);
        int to = code.allocateLocal(TypeKind.LONG);
        code.lload(addresses[0]).loadConstant(4L * cover.from()).ladd().lstore(from);
        code.lload(addresses[1]).loadConstant(4L * cover.from()).ladd().lstore(to);
        Fragment.repeat(
                code,
                cover.times(),
                () -> {
                    int mask = vectors.firstLanes(cover.used());
                    int sum = vectors.number(0f);
                    for (int row = 0; row < layout.length(); row++) {
                        long distance = 4L * layout.inner() * row;
                        sum = vectors.binary("ADD", sum, vectors.loadAt(from, distance, mask));
                    }
                    vectors.storeAt(sum, to, 0, mask);
                    Fragment.advance(code, from, 4L * Lanes.FLOATS.length());
                    Fragment.advance(code, to, 4L * Lanes.FLOATS.length());
                });
    }
}
