package org.glissade.tensor;

import java.util.List;

/// One operation applied to particular inputs: a vertex of the graph. Nodes are immutable; within a
/// trace, equal operations on equal inputs are the same node, so identity is equality.
public final class Node {
    private final int id;
    private final Op op;
    private final List<Node> inputs;
    private final TensorType type;
    private final Origin origin;

    Node(int id, Op op, List<Node> inputs, TensorType type, Origin origin) {
        this.id = id;
        this.op = op;
        this.inputs = inputs;
        this.type = type;
        this.origin = origin;
    }

    /// The position in the trace; inputs always come before.
    public int id() {
        return id;
    }

    /// What the node does.
    public Op op() {
        return op;
    }

    /// What it does it with.
    public List<Node> inputs() {
        return inputs;
    }

    /// The input at a position.
    public Node input(int index) {
        return inputs.get(index);
    }

    /// The type of the result.
    public TensorType type() {
        return type;
    }

    /// The shape of the result.
    public Shape shape() {
        return type.shape();
    }

    /// The element type of the result.
    public DType dtype() {
        return type.dtype();
    }

    /// Where the node comes from.
    public Origin origin() {
        return origin;
    }

    /// `%7 = tanh : f32[4, 16]`.
    @Override
    public String toString() {
        return "%" + id + " = " + op.text() + " : " + type;
    }
}
