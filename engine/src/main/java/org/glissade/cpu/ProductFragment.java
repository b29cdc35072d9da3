package org.glissade.cpu;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.glissade.tensor.DType;

/// A small matrix product, every element one chain of fused operations over k.
///
/// @param operands A, B and C
record ProductFragment(MatrixProduct product, List<MemorySegment> operands) implements Fragment {
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;

    /// Rows that are computed side by side.
    private static final int ROWS = 4;

    /// Chains of vectors are written out, so that no vector lives across a loop.
    private static final int LONGEST = 16;

    /// Columns of which each has code of its own where they are not neighbours in B.
    private static final int MOST_COLUMNS = 64;

    /// Whether the product can be written.
    static boolean takes(MatrixProduct product) {
        boolean column = product.n() == 1;
        return product.type() == DType.F32
                && !product.accumulate()
                && product.m() > 0
                && product.n() > 0
                && product.k() > 0
                && product.n() <= MOST_COLUMNS
                && (column
                        || (!product.bTransposed()
                                && product.k() <= LONGEST
                                && Loops.fits(product.n())));
    }

    @Override
    public void write(CodeBuilder code, Constants constants, int[] addresses) {
        if (product.n() == 1) {
            new Columns(code, constants, addresses).write();
        } else {
            for (Cover cover : Fragment.cover(product.n())) {
                new Vectors(code, constants, addresses, cover).write();
            }
        }
    }

    /// Runs over the rows of A and C, a few at a time.
    private abstract class Writer {
        final CodeBuilder code;
        final VectorCode vectors;
        final int a;
        final int c;

        Writer(CodeBuilder code, VectorCode vectors) {
            this.code = code;
            this.vectors = vectors;
            this.a = code.allocateLocal(TypeKind.LONG);
            this.c = code.allocateLocal(TypeKind.LONG);
        }

        abstract void block(int rows);

        final void rows() {
            int m = product.m();
            Fragment.repeat(
                    code,
                    m / ROWS,
                    () -> {
                        block(ROWS);
                        if (m > ROWS) {
                            Fragment.advance(code, a, 4 * product.aRow() * ROWS);
                            Fragment.advance(code, c, 4 * product.cStride() * ROWS);
                        }
                    });
            if (m % ROWS > 0) {
                block(m % ROWS);
            }
        }
    }

    /// One column, by numbers.
    private final class Columns extends Writer {
        private final int[] addresses;
        private final int b;
        private final int at;

        Columns(CodeBuilder code, Constants constants, int[] addresses) {
            super(code, new VectorCode(code, constants));
            this.addresses = addresses;
            this.b = code.allocateLocal(TypeKind.LONG);
            this.at = code.allocateLocal(TypeKind.LONG);
        }

        void write() {
            code.lload(addresses[A]).lstore(a).lload(addresses[C]).lstore(c);
            rows();
        }

        @Override
        void block(int rows) {
            code.lload(addresses[B]).lstore(b).lload(a).lstore(at);
            int[] sums = new int[rows];
            for (int row = 0; row < rows; row++) {
                sums[row] = code.allocateLocal(TypeKind.FLOAT);
                code.fconst_0().fstore(sums[row]);
            }
            int factor = code.allocateLocal(TypeKind.FLOAT);
            Fragment.repeat(
                    code,
                    product.k(),
                    () -> {
                        vectors.pushFloat(b, 0);
                        code.fstore(factor);
                        for (int row = 0; row < rows; row++) {
                            vectors.pushFloat(at, 4 * product.aRow() * row);
                            code.fload(factor)
                                    .fload(sums[row])
                                    .invokestatic(
                                            VectorCode.describe(Math.class),
                                            "fma",
                                            MethodTypeDesc.of(
                                                    ConstantDescs.CD_float,
                                                    ConstantDescs.CD_float,
                                                    ConstantDescs.CD_float,
                                                    ConstantDescs.CD_float))
                                    .fstore(sums[row]);
                        }
                        Fragment.advance(code, at, 4 * product.aK());
                        Fragment.advance(code, b, 4 * product.bK());
                    });
            for (int row = 0; row < rows; row++) {
                vectors.storeFloat(sums[row], c, 4 * product.cStride() * row);
            }
        }
    }

    /// Some columns, by vectors.
    private final class Vectors extends Writer {
        private final int[] addresses;
        private final Cover cover;
        private final int b;

        Vectors(CodeBuilder code, Constants constants, int[] addresses, Cover cover) {
            super(code, new VectorCode(code, constants));
            this.addresses = addresses;
            this.cover = cover;
            this.b = code.allocateLocal(TypeKind.LONG);
        }

        void write() {
            int to = code.allocateLocal(TypeKind.LONG);
            code.lload(addresses[B]).loadConstant(4L * cover.from()).ladd().lstore(b);
            code.lload(addresses[C]).loadConstant(4L * cover.from()).ladd().lstore(to);
            Fragment.repeat(
                    code,
                    cover.times(),
                    () -> {
                        code.lload(addresses[A]).lstore(a).lload(to).lstore(c);
                        rows();
                        Fragment.advance(code, b, 4L * Lanes.FLOATS.length());
                        Fragment.advance(code, to, 4L * Lanes.FLOATS.length());
                    });
        }

        @Override
        void block(int rows) {
            int mask = vectors.firstLanes(cover.used());
            int[] sums = new int[rows];
            for (int row = 0; row < rows; row++) {
                sums[row] = vectors.number(0f);
            }
            for (int k = 0; k < product.k(); k++) {
                int factor = vectors.loadAt(b, 4 * product.bK() * k, mask);
                for (int row = 0; row < rows; row++) {
                    long distance = 4 * (product.aRow() * row + product.aK() * k);
                    sums[row] = vectors.fma(factor, vectors.repeatAt(a, distance), sums[row]);
                }
            }
            for (int row = 0; row < rows; row++) {
                vectors.storeAt(sums[row], c, 4 * product.cStride() * row, mask);
            }
        }
    }
}
