package org.glissade.tables;

import org.glissade.tensor.Shape;

/// The content of an IDX file of unsigned bytes: images `[count, height, width]`, or labels
/// `[count]`.
public final class Idx {
    private final String source;
    private final Shape shape;
    private final byte[] bytes;

    /// Values of a shape.
    ///
    /// @param source the file they came from, for messages
    /// @param shape the sizes, outermost first
    /// @param bytes the values in row-major order, to be taken as 0 to 255; kept, not copied
    public Idx(String source, Shape shape, byte[] bytes) {
        if (shape.size() != bytes.length) {
            throw new IllegalArgumentException(shape + " does not fit " + bytes.length + " bytes");
        }
        this.source = source;
        this.shape = shape;
        this.bytes = bytes;
    }

    /// The file that the values came from.
    public String source() {
        return source;
    }

    /// The sizes, outermost first.
    public Shape shape() {
        return shape;
    }

    /// The number of values.
    public int size() {
        return bytes.length;
    }

    /// The size of the outermost axis.
    public int count() {
        return shape.dim(0);
    }

    /// The value at a row-major position, 0 to 255.
    public int value(int position) {
        return bytes[position] & 0xFF;
    }

    /// The chosen entries of the outermost axis, in the order given.
    public Idx rows(int... indices) {
        int each = count() == 0 ? 0 : bytes.length / count();
        byte[] chosen = new byte[indices.length * each];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(bytes, indices[i] * each, chosen, i * each, each);
        }
        return new Idx(source, shape.with(0, indices.length), chosen);
    }

    @Override
    public String toString() {
        return source + ": bytes of " + shape;
    }
}
