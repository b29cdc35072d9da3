package org.glissade.testkit.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.glissade.tensor.DType;
import org.glissade.tensor.Dot;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// Adds random operations to a computation.
final class RandomOperations {
    private final RandomValues pool;
    private final SplittableRandom random;

    RandomOperations(RandomValues pool) {
        this.pool = pool;
        this.random = pool.random();
    }

    /// Adds one operation.
    void add() {
        Tensor x = pool.pick();
        double bound = pool.bound(x);
        int rank = x.shape().rank();
        switch (random.nextInt(rank == 0 ? 7 : 20)) {
            case 0, 1 -> smooth(x, bound);
            case 2 -> limited(x);
            case 3 -> kinked(x, bound);
            case 4, 5, 6 -> binary(x, pool.partner(x));
            case 7 -> matmul(x, bound);
            case 8 -> dot(x, bound);
            case 9, 10 -> reduce(x, bound);
            case 11 -> pool.add(x.transpose(order(rank)), bound);
            case 12 -> reshape(x, bound);
            case 13 -> slice(x, bound);
            case 14 -> pad(x, bound);
            case 15 -> pool.add(x.reverse(random.nextInt(rank)), bound);
            case 16 -> concat(x, bound);
            case 17 -> gather(x, bound);
            case 18 -> scatter(x, bound);
            default -> soft(x, bound);
        }
    }

    private void smooth(Tensor x, double bound) {
        switch (random.nextInt(15)) {
            case 0 -> pool.add(x.sin(), 1);
            case 1 -> pool.add(x.cos(), 1);
            case 2 -> pool.add(x.tanh(), 1);
            case 3 -> pool.add(x.sigmoid(), 1);
            case 4 -> pool.add(x.softplus(), bound + 1);
            case 5 -> pool.add(x.erf(), 1);
            case 6 -> pool.add(x.asinh(), bound);
            case 7 -> pool.add(x.atan(), 2);
            case 8 -> pool.add(x.times(0.5).sinh(), Math.sinh(bound / 2));
            case 9 -> pool.add(x.times(0.5).exp(), Math.exp(bound / 2));
            case 10 -> pool.add(x.times(0.5).expm1(), Math.exp(bound / 2));
            case 11 -> pool.add(x.gelu(), bound);
            case 12 -> pool.add(x.silu(), bound);
            case 13 -> pool.add(x.times(0.4).cosh(), Math.cosh(0.4 * bound));
            default -> pool.add(x.square(), bound * bound);
        }
    }

    /// Functions with poles or edges, kept away from them.
    private void limited(Tensor x) {
        switch (random.nextInt(11)) {
            case 0 -> pool.add(x.softplus().plus(0.3).log(), 3);
            case 1 -> pool.add(x.square().plus(0.2).sqrt(), 5);
            case 2 -> pool.add(x.square().log1p(), 3);
            case 3 -> pool.add(x.tanh().times(0.8).asin(), 2);
            case 4 -> pool.add(x.tanh().times(0.8).acos(), 3);
            case 5 -> pool.add(x.tanh().times(0.7).atanh(), 1);
            case 6 -> pool.add(x.softplus().plus(1.2).acosh(), 3);
            case 7 -> pool.add(x.tanh().tan(), 2);
            case 8 -> pool.add(x.square().plus(0.5).reciprocal(), 2);
            case 9 -> {
                Tensor y = pool.partner(x);
                pool.add(x.sigmoid().plus(0.5).power(y.tanh().times(2)), 4);
            }
            default -> {
                Tensor y = pool.partner(x);
                pool.add(x.atan2(y.square().plus(0.5)), 2);
            }
        }
    }

    private void kinked(Tensor x, double bound) {
        switch (random.nextInt(6)) {
            case 0 -> pool.add(x.plus(0.01).relu(), bound + 0.01);
            case 1 -> pool.add(x.minus(0.02).abs(), bound + 0.02);
            case 2 -> pool.add(x.plus(0.03).leakyRelu(0.1), bound + 0.03);
            case 3 -> pool.add(x.clip(-0.71, 0.93), 1);
            case 4 ->
                    pool.add(
                            Tensor.select(
                                    x.greaterOrEqualTo(0.37),
                                    x.times(1.5).minus(0.37),
                                    x.times(0.5)),
                            1.5 * bound + 0.37);
            default ->
                    pool.add(
                            Tensor.select(pool.flags(x.shape()), x, x.times(-0.5).stopGradient())
                                    .plus(x.times(0.1)),
                            1.1 * bound);
        }
    }

    private void binary(Tensor x, Tensor y) {
        double a = pool.bound(x);
        double b = pool.bound(y);
        switch (random.nextInt(7)) {
            case 0 -> pool.add(x.plus(y), a + b);
            case 1 -> pool.add(x.minus(y), a + b);
            case 2, 3 -> pool.add(x.times(y), a * b);
            case 4 -> pool.add(x.dividedBy(y.square().plus(0.7)), a * 1.5);
            case 5 -> pool.add(x.maximum(y.plus(0.013)), Math.max(a, b));
            default -> pool.add(x.minimum(y.times(1.01).plus(0.017)), Math.max(a, b) + 0.1);
        }
    }

    private void matmul(Tensor x, double bound) {
        int rank = x.shape().rank();
        int inner = x.dim(-1);
        int columns = 1 + random.nextInt(5);
        if (rank >= 2 && random.nextInt(3) == 0) {
            pool.add(x.matmul(x.transpose()).dividedBy(inner), bound * bound);
        } else if (rank == 3 && random.nextBoolean()) {
            int batch = random.nextBoolean() ? 1 : x.dim(0);
            pool.add(x.matmul(pool.input(batch, inner, columns)).dividedBy(inner), 2 * bound);
        } else if (random.nextInt(3) == 0) {
            pool.add(x.matmul(pool.input(inner)).dividedBy(inner), 2 * bound);
        } else {
            pool.add(x.matmul(pool.input(inner, columns)).dividedBy(inner), 2 * bound);
        }
    }

    /// A general product that pairs random axes with those of a new input.
    private void dot(Tensor x, double bound) {
        int rank = x.shape().rank();
        List<Integer> batch = new ArrayList<>();
        List<Integer> contract = new ArrayList<>();
        for (int axis : order(rank)) {
            switch (random.nextInt(3)) {
                case 0 -> batch.add(axis);
                case 1 -> contract.add(axis);
                default -> {}
            }
        }
        int[] paired = new int[batch.size() + contract.size()];
        int[] places = order(paired.length);
        int[] dims = new int[paired.length + 1];
        dims[paired.length] = 1 + random.nextInt(3);
        List<Integer> all = new ArrayList<>(batch);
        all.addAll(contract);
        long terms = 1;
        for (int i = 0; i < all.size(); i++) {
            dims[places[i]] = x.dim(all.get(i));
            terms *= i < batch.size() ? 1 : x.dim(all.get(i));
        }
        List<Integer> right = Arrays.stream(places).boxed().toList();
        Dot op =
                new Dot(
                        batch,
                        right.subList(0, batch.size()),
                        contract,
                        right.subList(batch.size(), right.size()));
        pool.add(x.dot(pool.input(dims), op).dividedBy((double) terms), 2 * bound);
    }

    private void reduce(Tensor x, double bound) {
        int axis = random.nextInt(x.shape().rank());
        int size = x.dim(axis);
        switch (random.nextInt(9)) {
            case 0, 1 -> pool.add(x.sum(axis), size * bound);
            case 2 -> pool.add(x.mean(axis).expandDims(axis), bound);
            case 3 -> pool.add(x.max(axis), bound);
            case 4 -> pool.add(x.min(axis).expandDims(axis), bound);
            case 5 -> pool.add(x.variance(axis), bound * bound);
            case 6 -> pool.add(x.logSumExp(axis), bound + Math.log(size));
            case 7 -> pool.add(x.tanh().plus(0.5).product(axis), Math.pow(1.5, size));
            default -> pool.add(x.minus(x.mean()).times(2), 4 * bound);
        }
    }

    private void reshape(Tensor x, double bound) {
        int size = Math.toIntExact(x.shape().size());
        int factor = 1 + random.nextInt(4);
        switch (random.nextInt(3)) {
            case 0 -> pool.add(x.reshape(size), bound);
            case 1 -> pool.add(x.expandDims(random.nextInt(x.shape().rank() + 1)), bound);
            default ->
                    pool.add(
                            size % factor == 0 ? x.reshape(factor, size / factor) : x.flatten(0),
                            bound);
        }
    }

    private void slice(Tensor x, double bound) {
        int rank = x.shape().rank();
        int[] starts = new int[rank];
        int[] limits = new int[rank];
        int[] strides = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            starts[axis] = random.nextInt(x.dim(axis));
            limits[axis] = starts[axis] + 1 + random.nextInt(x.dim(axis) - starts[axis]);
            strides[axis] = 1 + random.nextInt(3);
        }
        pool.add(x.slice(starts, limits, strides), bound);
    }

    private void pad(Tensor x, double bound) {
        int rank = x.shape().rank();
        int[] low = amounts(rank);
        int[] high = amounts(rank);
        int[] interior = amounts(rank);
        pool.add(x.pad(low, high, interior, random.nextDouble(-1, 1)), Math.max(1, bound));
    }

    private int[] amounts(int rank) {
        return IntStream.range(0, rank).map(_ -> Math.max(0, random.nextInt(4) - 1)).toArray();
    }

    private void concat(Tensor x, double bound) {
        int axis = random.nextInt(x.shape().rank());
        switch (random.nextInt(3)) {
            case 0 -> pool.add(Tensor.concat(axis, x, x.sin(), x), Math.max(1, bound));
            case 1 -> {
                int[] dims = x.shape().dims();
                dims[axis] = 1 + random.nextInt(3);
                pool.add(Tensor.concat(axis, pool.input(dims), x), Math.max(2, bound));
            }
            default -> pool.add(Tensor.stack(axis, x, x.times(0.5).cos()), Math.max(1, bound));
        }
    }

    private void gather(Tensor x, double bound) {
        int axis = random.nextInt(x.shape().rank());
        int[] dims = random.nextBoolean() ? new int[] {1 + random.nextInt(6)} : new int[] {2, 2};
        if (random.nextInt(4) == 0) {
            Tensor labels = pool.indices(x.dim(0), dims);
            Tensor chosen = labels.oneHot(x.dim(0), x.dtype());
            Tensor rows = x.reshape(x.dim(0), Math.toIntExact(x.shape().size() / x.dim(0)));
            pool.add(chosen.matmul(rows), bound);
        } else {
            pool.add(x.gather(axis, pool.indices(x.dim(axis), dims)), bound);
        }
    }

    private void scatter(Tensor x, double bound) {
        int rank = x.shape().rank();
        int axis = random.nextInt(rank);
        int count = 1 + random.nextInt(5);
        Shape replaced =
                x.shape()
                        .slice(0, axis)
                        .concat(Shape.of(count))
                        .concat(x.shape().slice(axis + 1, rank));
        Tensor updates = pool.input(replaced.dims());
        pool.add(x.scatterAdd(axis, pool.indices(x.dim(axis), count), updates), bound + 2 * count);
    }

    private void soft(Tensor x, double bound) {
        int axis = random.nextInt(x.shape().rank());
        switch (random.nextInt(3)) {
            case 0 -> pool.add(x.softmax(axis), 1);
            case 1 -> pool.add(x.logSoftmax(axis), 2 * bound + Math.log(x.dim(axis)));
            default -> {
                Tensor ramp = x.trace().iota(DType.I32, x.shape(), axis).cast(x.dtype());
                pool.add(x.times(ramp.times(0.3).cos()), bound);
            }
        }
    }

    private int[] order(int size) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(order, new Random(random.nextLong()));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
