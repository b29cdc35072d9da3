package org.glissade.reference;

import org.glissade.tensor.Shape;

/// Row-major positions and the index along each axis.
final class Index {
    private Index() {}

    /// The index along each axis of the element at a position.
    static int[] at(Shape shape, int position) {
        int[] index = new int[shape.rank()];
        int rest = position;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return index;
    }

    /// The position of the element with the given index along each axis.
    static int position(Shape shape, int... index) {
        int position = 0;
        for (int axis = 0; axis < index.length; axis++) {
            position = position * shape.dim(axis) + index[axis];
        }
        return position;
    }
}
