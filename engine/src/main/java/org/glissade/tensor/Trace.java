package org.glissade.tensor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The recording of a computation: every operation on its tensors adds a node, unless the same
/// operation on the same inputs is there already.
///
/// A trace belongs to one thread. It is passed along inside tensors, never kept in a thread-local.
public final class Trace {
    /// Watches a trace grow, node by node; this is how values are shown while tracing.
    public interface Observer {
        /// A node that has just been added.
        void added(Node node);

        /// What [Tensor#toString] shows for a node besides its type.
        String describe(Node node);
    }

    private record Key(Op op, List<Node> inputs) {}

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final List<String> OWN_ROOMS =
            List.of(
                    "org.glissade.tensor.",
                    "org.glissade.compile.",
                    "org.glissade.runtime.",
                    "org.glissade.learn.",
                    "java.");

    private final Map<Key, Node> nodes = new HashMap<>();
    private final @Nullable Observer observer;
    private String layerPath = "";
    private @Nullable Origin origin;
    private int draws;

    /// An empty trace.
    public Trace() {
        this(null);
    }

    /// An empty trace with an observer.
    public Trace(@Nullable Observer observer) {
        this.observer = observer;
    }

    /// A value supplied at run time under a name.
    ///
    /// @throws ShapeException if the name is taken by an input of another type
    public Tensor input(String name, DType dtype, Shape shape) {
        return add(new Input(name, new TensorType(dtype, shape)));
    }

    /// A constant number.
    public Tensor constant(DType dtype, double value) {
        return constant(Literal.of(new TensorType(dtype, Shape.scalar()), value));
    }

    /// An F32 vector of constants.
    public Tensor constant(float... values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return constant(Literal.of(new TensorType(DType.F32, Shape.of(values.length)), wide));
    }

    /// An F64 vector of constants.
    public Tensor constant(double... values) {
        return constant(Literal.of(new TensorType(DType.F64, Shape.of(values.length)), values));
    }

    /// An I32 vector of constants.
    public Tensor constant(int... values) {
        long[] wide = Arrays.stream(values).asLongStream().toArray();
        return constant(Literal.of(new TensorType(DType.I32, Shape.of(values.length)), wide));
    }

    /// Constants of any type and shape.
    public Tensor constant(Literal value) {
        return add(new Constant(value));
    }

    /// A tensor of one number throughout.
    public Tensor full(DType dtype, Shape shape, double value) {
        return constant(dtype, value).broadcastTo(shape);
    }

    /// 0, 1, 2, … along an axis, the same along all others.
    public Tensor iota(DType dtype, Shape shape, int axis) {
        return add(new Iota(new TensorType(dtype, shape), shape.axis(axis)));
    }

    /// Floating-point numbers uniform in [0, 1), with 24 random bits for F32 and 53 for F64.
    ///
    /// @param counter an I64 scalar; the same counter gives the same numbers
    /// @param key the stream of numbers, different for every draw
    public Tensor uniform(Tensor counter, long key, DType dtype, Shape shape) {
        boolean wide = dtype == DType.F64;
        int bits = wide ? 53 : 24;
        Tensor drawn =
                add(
                        new RandomBits(
                                key, bits, new TensorType(wide ? DType.I64 : DType.I32, shape)),
                        counter);
        return drawn.cast(dtype).times(Math.scalb(1.0, -bits));
    }

    /// Floating-point numbers uniform in [0, 1) from a stream of their own.
    public Tensor uniform(Tensor counter, DType dtype, Shape shape) {
        return uniform(counter, nextKey(), dtype, shape);
    }

    /// Numbers of the standard normal distribution, by the transform of Box and Muller (1958).
    public Tensor normal(Tensor counter, DType dtype, Shape shape) {
        return normal(counter, nextKey(), nextKey(), dtype, shape);
    }

    /// Numbers of the standard normal distribution, by the transform of Box and Muller (1958), from
    /// two streams of uniform ones.
    ///
    /// @param radius the stream of the one
    /// @param angle the stream of the other
    public Tensor normal(Tensor counter, long radius, long angle, DType dtype, Shape shape) {
        Tensor distance = uniform(counter, radius, dtype, shape).negate().log1p().times(-2).sqrt();
        return distance.times(uniform(counter, angle, dtype, shape).times(2 * Math.PI).cos());
    }

    /// Truth values that are true with the given probability.
    public Tensor bernoulli(Tensor counter, double probability, Shape shape) {
        return uniform(counter, DType.F32, shape).lessThan(probability);
    }

    /// A key for a random stream that no other draw of this trace has.
    public long nextKey() {
        return 0x5DEECE66DL * ++draws;
    }

    /// The result of an operation on tensors of this trace.
    ///
    /// @throws TensorException if the inputs break the operation's rule
    public Tensor add(Op op, Tensor... inputs) {
        List<Node> nodes = Arrays.stream(inputs).map(this::own).toList();
        return new Tensor(this, node(op, nodes, null));
    }

    /// The result of an operation that comes from the given place instead of the current line.
    public Tensor add(Op op, List<Tensor> inputs, Origin from) {
        return new Tensor(this, node(op, inputs.stream().map(this::own).toList(), from));
    }

    /// Runs a part of the model whose nodes belong to the layer at the given path.
    public <T> T inLayer(String path, Supplier<T> part) {
        String outer = layerPath;
        layerPath = path;
        try {
            return part.get();
        } finally {
            layerPath = outer;
        }
    }

    /// Runs a derivation whose nodes all come from one place: gradients and rewritten nodes come
    /// from where their original does.
    public <T> T from(Origin place, Supplier<T> part) {
        Origin outer = origin;
        origin = place;
        try {
            return part.get();
        } finally {
            origin = outer;
        }
    }

    /// The result of an operation on a tensor if it has been recorded, else null.
    public @Nullable Tensor find(Op op, Tensor input) {
        Node node = nodes.get(new Key(op, List.of(input.node())));
        return node == null ? null : new Tensor(this, node);
    }

    /// The tensors that a tensor of this trace is computed from.
    public List<Tensor> operands(Tensor tensor) {
        return tensor.node().inputs().stream().map(node -> new Tensor(this, node)).toList();
    }

    /// How many different nodes there are.
    public int size() {
        return nodes.size();
    }

    /// The user's source line that is running now.
    public Origin here() {
        return origin != null ? origin : new Origin(layerPath, userLine(), false);
    }

    String describe(Node node) {
        return observer == null ? "%" + node.id() : observer.describe(node);
    }

    private Node own(Tensor tensor) {
        if (tensor.trace() != this) {
            throw ShapeException.plain(
                    "a tensor of another trace is used here: " + tensor.type(),
                    "build the whole computation in one trace; pass data from outside as an input");
        }
        return tensor.node();
    }

    private Node node(Op op, List<Node> inputs, @Nullable Origin given) {
        Key key = new Key(op, inputs);
        Node known = nodes.get(key);
        if (known != null) {
            return known;
        }
        Origin place = given != null ? given : here();
        TensorType type = op.type(inputs.stream().map(Node::type).toList(), place);
        Node node = new Node(nodes.size(), op, inputs, type, place);
        nodes.put(key, node);
        if (observer != null) {
            observer.added(node);
        }
        return node;
    }

    private static @Nullable SourceLine userLine() {
        return WALKER.walk(frames ->
                        frames.filter(frame ->
                                        OWN_ROOMS.stream()
                                                .noneMatch(frame.getClassName()::startsWith))
                                .findFirst())
                .map(frame ->
                        new SourceLine(
                                frame.getClassName(),
                                frame.getMethodName(),
                                String.valueOf(frame.getFileName()),
                                frame.getLineNumber()))
                .orElse(null);
    }
}
