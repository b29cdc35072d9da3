package org.glissade.cpu;

/// A block of a transposed A copied into scratch memory, a vector of rows after the other, for
/// products whose values along k lie a multiple of 512 bytes apart: such addresses share a few sets
/// of the first cache and push each other out of it before the next rows use the same lines.
///
/// Rows of an A that is not transposed may lie so too, but are read along the lines: copying them
/// was measured to bring nothing.
final class LeftPanel {
    /// The length of a block of k: a panel of B of that length fits the first cache next to a few
    /// rows of A.
    static final int BLOCK = 128;

    /// The most rows that are copied at once; with a block of k they take a quarter of a second
    /// cache of 1 MiB.
    static final int ROWS = 512;

    /// Lines of 64 bytes so far apart fall into 8 of 64 sets. Panels of four lines so far apart
    /// fall into half of the sets, at a multiple of twice the distance into a quarter.
    static final int CROWDED_BYTES = 512;

    /// Shorter sums fit the cache all the same.
    private static final int SHORTEST = 64;

    /// Fewer columns would use the copy too seldom.
    private static final int FEWEST_COLUMNS = 128;

    private LeftPanel() {}

    /// Whether a product's A is worth copying.
    static boolean pays(MatrixProduct product) {
        return product.aTransposed()
                && product.k() >= SHORTEST
                && product.n() >= FEWEST_COLUMNS
                && product.aStride() * product.type().bytes() % CROWDED_BYTES == 0;
    }

    /// What the copy takes.
    static long bytes(MatrixProduct product) {
        return pays(product)
                ? (long) Math.min(ROWS, product.m()) * BLOCK * product.type().bytes()
                : 0;
    }
}
