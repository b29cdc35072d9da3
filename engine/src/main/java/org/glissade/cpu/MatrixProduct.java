package org.glissade.cpu;

import org.glissade.tensor.DType;

/// The shape of a matrix product C[m, n] = A·B, or C += A·B, over row-major matrices.
///
/// @param type of all three
/// @param m rows of C
/// @param n columns of C
/// @param k length of the sums
/// @param aTransposed whether A is stored as [k, m] rather than [m, k]
/// @param aStride elements from one stored row of A to the next
/// @param bTransposed whether B is stored as [n, k] rather than [k, n]
/// @param bStride elements from one stored row of B to the next
/// @param cStride elements from one row of C to the next
/// @param accumulate whether the product is added to C
record MatrixProduct(
        DType type,
        int m,
        int n,
        int k,
        boolean aTransposed,
        long aStride,
        boolean bTransposed,
        long bStride,
        long cStride,
        boolean accumulate) {
    MatrixProduct {
        if (m < 0 || n < 0 || k < 0) {
            throw new IllegalArgumentException(
                    "a matrix product has sizes from 0 up, not " + m + ", " + n + ", " + k);
        }
        if (!type.isNumeric()) {
            throw new IllegalArgumentException("a matrix product multiplies numbers, not " + type);
        }
    }

    /// A product of dense matrices: every stride is the width of its matrix.
    static MatrixProduct dense(
            DType type, int m, int n, int k, boolean aTransposed, boolean bTransposed) {
        return new MatrixProduct(
                type,
                m,
                n,
                k,
                aTransposed,
                aTransposed ? m : k,
                bTransposed,
                bTransposed ? k : n,
                n,
                false);
    }

    /// The same, added to C.
    MatrixProduct accumulating() {
        return new MatrixProduct(
                type, m, n, k, aTransposed, aStride, bTransposed, bStride, cStride, true);
    }

    /// The shapes, with a dash where a matrix lies transposed: `[32, 784]·[784, 128]`.
    String text() {
        return "["
                + m
                + ", "
                + k
                + "]"
                + (aTransposed ? "'" : "")
                + "·["
                + k
                + ", "
                + n
                + "]"
                + (bTransposed ? "'" : "");
    }

    /// Elements of A from one row of the product to the next.
    long aRow() {
        return aTransposed ? 1 : aStride;
    }

    /// Elements of A from one k to the next.
    long aK() {
        return aTransposed ? aStride : 1;
    }

    /// Elements of B from one k to the next.
    long bK() {
        return bTransposed ? 1 : bStride;
    }

    /// Elements of B from one column of the product to the next.
    long bColumn() {
        return bTransposed ? bStride : 1;
    }
}
