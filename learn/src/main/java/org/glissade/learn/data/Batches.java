package org.glissade.learn.data;

import org.glissade.learn.random.RandomStream;

/// How the rows of an epoch are grouped: a fresh order each epoch, cut into batches of one size and
/// a smaller last one. The order is a function of seed and epoch alone, so any epoch can be
/// repeated.
///
/// @param rows the number of rows, at least 1
/// @param size rows in a batch: 1 for single examples, at most all rows
/// @param seed of the shuffling
public record Batches(int rows, int size, long seed) {
    /// Sizes are checked; a batch larger than the data is the whole of it.
    public Batches {
        if (rows < 1 || size < 1) {
            throw new IllegalArgumentException(
                    "batches have 1 row or more of 1 row or more, but got size "
                            + size
                            + " of "
                            + rows
                            + " rows");
        }
        size = Math.min(size, rows);
    }

    /// The number of batches of full size.
    public int full() {
        return rows / size;
    }

    /// The rows of the smaller last batch; 0 if all are full.
    public int last() {
        return rows % size;
    }

    /// The number of batches, a smaller last one included.
    public int count() {
        return full() + (last() == 0 ? 0 : 1);
    }

    /// The rows of an epoch (counted from 1) in their order.
    public int[] order(int epoch) {
        int[] order = new int[rows];
        order(epoch, order);
        return order;
    }

    /// Fills an array with the rows of an epoch in their order.
    public void order(int epoch, int[] order) {
        RandomStream.of(seed, "epoch " + epoch).permute(order);
    }
}
