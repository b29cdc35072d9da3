package org.glissade.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A symbolic value inside a model: a handle on a node of a trace. It owns no data; methods record
/// operations.
///
/// Binary methods broadcast: shapes are aligned at the innermost axis, and sizes of 1 or missing
/// axes are repeated. Numbers take the tensor's element type. Axes may be negative, counting from
/// the end. All methods throw [ShapeException] or [DTypeException] with the rule, the operands, the
/// layer, the source line and a hint where the operands do not fit.
public final class Tensor {
    private final Trace trace;
    private final Node node;

    Tensor(Trace trace, Node node) {
        this.trace = trace;
        this.node = node;
    }

    /// The recording that this value belongs to.
    public Trace trace() {
        return trace;
    }

    /// The node that computes this value.
    public Node node() {
        return node;
    }

    /// Element type and shape.
    public TensorType type() {
        return node.type();
    }

    /// The sizes of the axes.
    public Shape shape() {
        return node.shape();
    }

    /// The element type.
    public DType dtype() {
        return node.dtype();
    }

    /// The size of an axis.
    public int dim(int axis) {
        return shape().dim(axis);
    }

    // Elementwise, one argument

    /// −x.
    public Tensor negate() {
        return unary(UnaryFunction.NEGATE);
    }

    /// |x|.
    public Tensor abs() {
        return unary(UnaryFunction.ABS);
    }

    /// −1, 0 or 1.
    public Tensor sign() {
        return unary(UnaryFunction.SIGN);
    }

    /// eˣ.
    public Tensor exp() {
        return unary(UnaryFunction.EXP);
    }

    /// eˣ − 1, accurate near 0.
    public Tensor expm1() {
        return unary(UnaryFunction.EXPM1);
    }

    /// The natural logarithm.
    public Tensor log() {
        return unary(UnaryFunction.LOG);
    }

    /// log(1 + x), accurate near 0.
    public Tensor log1p() {
        return unary(UnaryFunction.LOG1P);
    }

    /// The square root.
    public Tensor sqrt() {
        return unary(UnaryFunction.SQRT);
    }

    /// The sine of radians.
    public Tensor sin() {
        return unary(UnaryFunction.SIN);
    }

    /// The cosine of radians.
    public Tensor cos() {
        return unary(UnaryFunction.COS);
    }

    /// The tangent of radians.
    public Tensor tan() {
        return unary(UnaryFunction.TAN);
    }

    /// The arc sine in radians.
    public Tensor asin() {
        return unary(UnaryFunction.ASIN);
    }

    /// The arc cosine in radians.
    public Tensor acos() {
        return unary(UnaryFunction.ACOS);
    }

    /// The arc tangent in radians.
    public Tensor atan() {
        return unary(UnaryFunction.ATAN);
    }

    /// The hyperbolic sine.
    public Tensor sinh() {
        return unary(UnaryFunction.SINH);
    }

    /// The hyperbolic cosine.
    public Tensor cosh() {
        return unary(UnaryFunction.COSH);
    }

    /// The hyperbolic tangent.
    public Tensor tanh() {
        return unary(UnaryFunction.TANH);
    }

    /// The inverse hyperbolic sine.
    public Tensor asinh() {
        return unary(UnaryFunction.ASINH);
    }

    /// The inverse hyperbolic cosine.
    public Tensor acosh() {
        return unary(UnaryFunction.ACOSH);
    }

    /// The inverse hyperbolic tangent.
    public Tensor atanh() {
        return unary(UnaryFunction.ATANH);
    }

    /// The error function.
    public Tensor erf() {
        return unary(UnaryFunction.ERF);
    }

    /// The logistic function 1 / (1 + e⁻ˣ).
    public Tensor sigmoid() {
        return unary(UnaryFunction.SIGMOID);
    }

    /// log(1 + eˣ).
    public Tensor softplus() {
        return unary(UnaryFunction.SOFTPLUS);
    }

    /// max(x, 0).
    public Tensor relu() {
        return unary(UnaryFunction.RELU);
    }

    /// The greatest integer not above x.
    public Tensor floor() {
        return unary(UnaryFunction.FLOOR);
    }

    /// The least integer not below x.
    public Tensor ceil() {
        return unary(UnaryFunction.CEIL);
    }

    /// The nearest integer, halves to even.
    public Tensor round() {
        return unary(UnaryFunction.ROUND);
    }

    /// The function of the given name, elementwise.
    public Tensor unary(UnaryFunction function) {
        return trace.add(new Unary(function), this);
    }

    /// x².
    public Tensor square() {
        return times(this);
    }

    /// 1 / x.
    public Tensor reciprocal() {
        return onesLike().dividedBy(this);
    }

    /// x for x > 0, else slope · x.
    public Tensor leakyRelu(double slope) {
        return select(greaterThan(0), this, times(slope));
    }

    /// x · Φ(x) with the normal distribution function Φ, by the error function (Hendrycks, Gimpel
    /// 2016).
    public Tensor gelu() {
        return times(times(Math.sqrt(0.5)).erf().plus(1)).times(0.5);
    }

    /// x · sigmoid(x), also called Swish (Elfwing, Uchibe, Doya 2017).
    public Tensor silu() {
        return times(sigmoid());
    }

    /// x limited to [low, high]; no gradient flows where it is beyond.
    public Tensor clip(double low, double high) {
        return maximum(low).minimum(high);
    }

    /// Whether each element is NaN.
    public Tensor isNaN() {
        return notEqualTo(this);
    }

    /// Whether each element is neither NaN nor infinite.
    public Tensor isFinite() {
        return minus(this).equalTo(0);
    }

    // Elementwise, two arguments

    /// x + other.
    public Tensor plus(Tensor other) {
        return binary(BinaryFunction.ADD, other);
    }

    /// x + other.
    public Tensor plus(double other) {
        return plus(number(other));
    }

    /// x − other.
    public Tensor minus(Tensor other) {
        return binary(BinaryFunction.SUBTRACT, other);
    }

    /// x − other.
    public Tensor minus(double other) {
        return minus(number(other));
    }

    /// x · other, elementwise.
    public Tensor times(Tensor other) {
        return binary(BinaryFunction.MULTIPLY, other);
    }

    /// x · other, elementwise.
    public Tensor times(double other) {
        return times(number(other));
    }

    /// x / other, elementwise.
    public Tensor dividedBy(Tensor other) {
        return binary(BinaryFunction.DIVIDE, other);
    }

    /// x / other, elementwise.
    public Tensor dividedBy(double other) {
        return dividedBy(number(other));
    }

    /// x to the power of other.
    public Tensor power(Tensor other) {
        return binary(BinaryFunction.POWER, other);
    }

    /// x to the power of other.
    public Tensor power(double other) {
        return other == 2 ? square() : power(number(other));
    }

    /// The greater of x and other.
    public Tensor maximum(Tensor other) {
        return binary(BinaryFunction.MAXIMUM, other);
    }

    /// The greater of x and other.
    public Tensor maximum(double other) {
        return maximum(number(other));
    }

    /// The lesser of x and other.
    public Tensor minimum(Tensor other) {
        return binary(BinaryFunction.MINIMUM, other);
    }

    /// The lesser of x and other.
    public Tensor minimum(double other) {
        return minimum(number(other));
    }

    /// The angle of the point (other, x) in radians.
    public Tensor atan2(Tensor other) {
        return binary(BinaryFunction.ATAN2, other);
    }

    /// The function of the given name of this and another tensor, elementwise with broadcasting.
    public Tensor binary(BinaryFunction function, Tensor other) {
        Shape shape = together(function.toString(), other);
        return trace.add(new Binary(function), broadcastTo(shape), other.broadcastTo(shape));
    }

    // Comparison and logic

    /// Whether x = other, as BOOL.
    public Tensor equalTo(Tensor other) {
        return compare(CompareFunction.EQUAL, other);
    }

    /// Whether x = other, as BOOL.
    public Tensor equalTo(double other) {
        return equalTo(number(other));
    }

    /// Whether x ≠ other, as BOOL.
    public Tensor notEqualTo(Tensor other) {
        return compare(CompareFunction.NOT_EQUAL, other);
    }

    /// Whether x ≠ other, as BOOL.
    public Tensor notEqualTo(double other) {
        return notEqualTo(number(other));
    }

    /// Whether x < other, as BOOL.
    public Tensor lessThan(Tensor other) {
        return compare(CompareFunction.LESS, other);
    }

    /// Whether x < other, as BOOL.
    public Tensor lessThan(double other) {
        return lessThan(number(other));
    }

    /// Whether x ≤ other, as BOOL.
    public Tensor lessOrEqualTo(Tensor other) {
        return compare(CompareFunction.LESS_OR_EQUAL, other);
    }

    /// Whether x ≤ other, as BOOL.
    public Tensor lessOrEqualTo(double other) {
        return lessOrEqualTo(number(other));
    }

    /// Whether x > other, as BOOL.
    public Tensor greaterThan(Tensor other) {
        return compare(CompareFunction.GREATER, other);
    }

    /// Whether x > other, as BOOL.
    public Tensor greaterThan(double other) {
        return greaterThan(number(other));
    }

    /// Whether x ≥ other, as BOOL.
    public Tensor greaterOrEqualTo(Tensor other) {
        return compare(CompareFunction.GREATER_OR_EQUAL, other);
    }

    /// Whether x ≥ other, as BOOL.
    public Tensor greaterOrEqualTo(double other) {
        return greaterOrEqualTo(number(other));
    }

    /// The comparison of the given name with another tensor, elementwise with broadcasting.
    public Tensor compare(CompareFunction function, Tensor other) {
        Shape shape = together(function.toString(), other);
        return trace.add(new Compare(function), broadcastTo(shape), other.broadcastTo(shape));
    }

    /// Whether both are true.
    public Tensor and(Tensor other) {
        return logic(LogicFunction.AND, other);
    }

    /// Whether either is true.
    public Tensor or(Tensor other) {
        return logic(LogicFunction.OR, other);
    }

    /// Whether exactly one is true.
    public Tensor xor(Tensor other) {
        return logic(LogicFunction.XOR, other);
    }

    /// Whether this is false.
    public Tensor not() {
        return xor(number(1));
    }

    private Tensor logic(LogicFunction function, Tensor other) {
        Shape shape = together(function.toString(), other);
        return trace.add(new Logic(function), broadcastTo(shape), other.broadcastTo(shape));
    }

    /// `a` where the condition (BOOL) is true, else `b`; all three are broadcast together.
    public static Tensor select(Tensor condition, Tensor a, Tensor b) {
        Shape values = a.together("select", b);
        Shape shape = Composites.broadcastShape("select", condition, a, condition.shape(), values);
        return condition.trace.add(
                new Select(),
                condition.broadcastTo(shape),
                a.broadcastTo(shape),
                b.broadcastTo(shape));
    }

    /// This with another element type; see [Cast] for the rules of conversion.
    public Tensor cast(DType to) {
        return to == dtype() ? this : trace.add(new Cast(to), this);
    }

    /// This value, through which no gradient flows.
    public Tensor stopGradient() {
        return trace.add(new StopGradient(), this);
    }

    // Movement

    /// The same elements under another shape; one size may be -1 and is then worked out.
    public Tensor reshape(int... dims) {
        return reshape(Movements.inferred(shape(), dims));
    }

    /// The same elements under another shape of the same size.
    public Tensor reshape(Shape to) {
        return to.equals(shape()) ? this : trace.add(new Reshape(to), this);
    }

    /// All axes from the given one on joined into one: `[n, 28, 28]` from axis 1 becomes `[n,
    /// 784]`.
    public Tensor flatten(int from) {
        return Movements.flatten(this, from);
    }

    /// A new axis of size 1 at the given position; -1 puts it last.
    public Tensor expandDims(int axis) {
        return Movements.expandDims(this, axis);
    }

    /// This without an axis of size 1.
    public Tensor squeeze(int axis) {
        return reshape(shape().without(List.of(axis)));
    }

    /// The last two axes swapped.
    public Tensor transpose() {
        return Movements.swapLastTwo(this);
    }

    /// The axes in another order: axis i of the result is axis `permutation[i]` of this.
    public Tensor transpose(int... permutation) {
        return transpose(IntStream.of(permutation).map(shape()::axis).boxed().toList());
    }

    Tensor transpose(List<Integer> permutation) {
        return Movements.transpose(this, permutation);
    }

    /// Repeated to the given shape; axes are aligned at the innermost one.
    public Tensor broadcastTo(Shape to) {
        return to.equals(shape()) ? this : trace.add(new Broadcast(to), this);
    }

    /// The reverse of [#broadcastTo]: sums the axes that a broadcast from the given shape would
    /// repeat.
    public Tensor sumTo(Shape to) {
        return Movements.sumTo(this, to);
    }

    /// The elements from `start` (inclusive) to `limit` (exclusive) along one axis.
    public Tensor slice(int axis, int start, int limit) {
        return Movements.slice(this, axis, start, limit);
    }

    /// A box of elements with one start, limit and stride for each axis.
    public Tensor slice(int[] starts, int[] limits, int[] strides) {
        return Movements.slice(this, starts, limits, strides);
    }

    /// The elements at one index of an axis, which the result no longer has.
    public Tensor index(int axis, int at) {
        int index = at < 0 ? at + dim(axis) : at;
        return slice(axis, index, index + 1).squeeze(axis);
    }

    /// Surrounded with a constant: elements before and after each axis.
    public Tensor pad(int[] low, int[] high, double value) {
        return pad(low, high, new int[low.length], value);
    }

    /// Surrounded with a constant, and spread with `interior` elements between neighbours.
    public Tensor pad(int[] low, int[] high, int[] interior, double value) {
        return Movements.pad(this, low, high, interior, value);
    }

    /// The elements in opposite order along the given axes.
    public Tensor reverse(int... axes) {
        return trace.add(new Reverse(Composites.axes(shape(), axes)), this);
    }

    /// Tensors one after another along an axis.
    public static Tensor concat(int axis, Tensor... parts) {
        Tensor first = parts[0];
        return parts.length == 1
                ? first
                : first.trace.add(new Concat(first.shape().axis(axis)), parts);
    }

    /// Tensors of one shape side by side along a new axis.
    public static Tensor stack(int axis, Tensor... parts) {
        return concat(
                axis,
                Arrays.stream(parts).map(part -> part.expandDims(axis)).toArray(Tensor[]::new));
    }

    /// Cut along an axis into equal parts.
    public List<Tensor> split(int axis, int parts) {
        return Movements.split(this, axis, parts);
    }

    // Reduction; without axes, over all of them

    /// The sum along the given axes, which the result no longer has; without axes, of all elements.
    public Tensor sum(int... axes) {
        return reduce(ReduceFunction.SUM, Composites.axes(shape(), axes));
    }

    /// The greatest element along the given axes, which the result no longer has; without axes, of
    /// all elements.
    public Tensor max(int... axes) {
        return reduce(ReduceFunction.MAX, Composites.axes(shape(), axes));
    }

    /// The least element along the given axes, which the result no longer has; without axes, of all
    /// elements.
    public Tensor min(int... axes) {
        return reduce(ReduceFunction.MIN, Composites.axes(shape(), axes));
    }

    private Tensor reduce(ReduceFunction function, List<Integer> axes) {
        return axes.isEmpty() ? this : trace.add(new Reduce(function, axes), this);
    }

    /// The mean along the given axes; without axes, of all elements.
    public Tensor mean(int... axes) {
        return Composites.mean(this, axes);
    }

    /// The mean squared distance from the mean (divided by n) along the given axes; without axes,
    /// of all elements.
    public Tensor variance(int... axes) {
        return Composites.variance(this, axes);
    }

    /// The square root of the [variance][#variance].
    public Tensor standardDeviation(int... axes) {
        return variance(axes).sqrt();
    }

    /// The product along one axis, which the result no longer has.
    public Tensor product(int axis) {
        return Composites.product(this, axis);
    }

    /// log Σ eˣ along one axis, without overflow.
    public Tensor logSumExp(int axis) {
        return Composites.logSumExp(this, axis);
    }

    /// Whether any element (BOOL) is true along the given axes; without axes, of all.
    public Tensor any(int... axes) {
        return cast(DType.I32).max(axes).greaterThan(0);
    }

    /// Whether all elements (BOOL) are true along the given axes; without axes, of all.
    public Tensor all(int... axes) {
        return cast(DType.I32).min(axes).greaterThan(0);
    }

    /// The index (I32) of the greatest element along an axis; the first one of equals.
    public Tensor argMax(int axis) {
        return trace.add(new ArgReduce(ReduceFunction.MAX, shape().axis(axis)), this);
    }

    /// The index (I32) of the least element along an axis; the first one of equals.
    public Tensor argMin(int axis) {
        return trace.add(new ArgReduce(ReduceFunction.MIN, shape().axis(axis)), this);
    }

    /// eˣ / Σ eˣ along an axis.
    public Tensor softmax(int axis) {
        return Composites.softmax(this, axis);
    }

    /// log of [#softmax] along an axis, without overflow.
    public Tensor logSoftmax(int axis) {
        return Composites.logSoftmax(this, axis);
    }

    // Products and indices

    /// The matrix product. `[…, m, k] · [k, n]` is `[…, m, n]`; a vector `[k]` on the right gives
    /// `[…, m]`; with more axes on both sides the leading ones are broadcast together and paired.
    public Tensor matmul(Tensor other) {
        return Composites.matmul(this, other);
    }

    /// The general product, see [Dot].
    public Tensor dot(Tensor other, Dot axes) {
        return trace.add(axes, this, other);
    }

    /// The elements at the given indices (I32 or I64) along an axis, which the indices' axes
    /// replace.
    public Tensor gather(int axis, Tensor indices) {
        return trace.add(new Gather(shape().axis(axis)), this, indices);
    }

    /// This with updates added at the given indices along an axis; equal indices add up.
    public Tensor scatterAdd(int axis, Tensor indices, Tensor updates) {
        return trace.add(new ScatterAdd(shape().axis(axis)), this, indices, updates);
    }

    /// Integer labels as rows of 0 with a 1 at the label: `[n]` becomes `[n, classes]`. A label
    /// outside of [0, classes) gives a row of zeros.
    public Tensor oneHot(int classes, DType dtype) {
        return Composites.oneHot(this, classes, dtype);
    }

    /// An operation of the user's own: the body defines it for arguments of these types.
    ///
    /// @param name what graph texts and backends call it
    /// @param body its meaning, traced once with symbolic arguments
    /// @param derivative its gradient rule, or null to differentiate the body
    public static Tensor call(
            String name,
            Function<List<Tensor>, Tensor> body,
            Call.@Nullable Derivative derivative,
            Tensor... arguments) {
        return Composites.call(name, body, derivative, List.of(arguments));
    }

    // Derived values

    /// Zeros of this type.
    public Tensor zerosLike() {
        return number(0).broadcastTo(shape());
    }

    /// Ones of this type.
    public Tensor onesLike() {
        return number(1).broadcastTo(shape());
    }

    /// The gradients of this scalar towards each of the given tensors; see [Gradients].
    ///
    /// @throws GradientException if this is not one number or does not depend on one of them
    public List<Tensor> gradients(Tensor... towards) {
        return Gradients.of(this, List.of(towards));
    }

    private Tensor number(double value) {
        return trace.constant(dtype(), value);
    }

    private Shape together(String operation, Tensor other) {
        return Composites.broadcastShape(operation, this, other, shape(), other.shape());
    }

    /// The type and, in a debugging trace, the first values; otherwise the node's number.
    @Override
    public String toString() {
        return type() + " " + trace.describe(node);
    }
}
