package org.glissade.testkit.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// The values of a random computation so far, each with a bound on its magnitude.
final class RandomValues {
    private static final double BOUND = 4;
    private static final int LARGEST = 400;

    private final SplittableRandom random;
    private final Trace trace;
    private final DType dtype;
    private final List<Tensor> pool = new ArrayList<>();
    private final Map<Node, Double> bounds = new HashMap<>();
    private final Set<Node> used = new HashSet<>();
    private final List<Tensor> inputs = new ArrayList<>();
    private final Map<String, Array> values = new LinkedHashMap<>();

    RandomValues(long seed, Trace trace, DType dtype) {
        this.random = new SplittableRandom(seed);
        this.trace = trace;
        this.dtype = dtype;
        for (int i = 0; i < 2; i++) {
            int[] dims = new int[1 + random.nextInt(3)];
            java.util.Arrays.setAll(dims, _ -> 1 + random.nextInt(6));
            input(dims);
        }
    }

    SplittableRandom random() {
        return random;
    }

    Trace trace() {
        return trace;
    }

    List<Tensor> inputs() {
        return inputs;
    }

    Map<String, Array> values() {
        return values;
    }

    /// A new floating-point input with magnitudes up to 2.
    Tensor input(int... dims) {
        Tensor input = trace.input("x" + inputs.size(), dtype, Shape.of(dims));
        inputs.add(input);
        values.put(
                "x" + inputs.indexOf(input), Values.any(dtype, input.shape(), random.nextLong()));
        pool.add(input);
        bounds.put(input.node(), 2.0);
        return input;
    }

    /// A new I32 input of indices below a bound.
    Tensor indices(int bound, int... dims) {
        String name = "index" + values.size();
        values.put(name, Values.uniform(DType.I32, Shape.of(dims), 0, bound, random.nextLong()));
        return trace.input(name, DType.I32, Shape.of(dims));
    }

    /// A new input of truth values.
    Tensor flags(Shape shape) {
        String name = "flags" + values.size();
        values.put(name, Values.any(DType.BOOL, shape, random.nextLong()));
        return trace.input(name, DType.BOOL, shape);
    }

    /// One of the values, preferably a recent one.
    Tensor pick() {
        int reach = random.nextBoolean() ? Math.min(4, pool.size()) : pool.size();
        return use(pool.get(pool.size() - 1 - random.nextInt(reach)));
    }

    /// Another value that broadcasts with the given one; a new input if there is none.
    Tensor partner(Tensor x) {
        List<Tensor> fitting = pool.stream().filter(y -> broadcasts(x.shape(), y.shape())).toList();
        if (fitting.size() > 1 && random.nextInt(4) > 0) {
            return use(fitting.get(random.nextInt(fitting.size())));
        }
        int[] dims = x.shape().dims();
        int dropped = dims.length == 0 ? 0 : random.nextInt(dims.length + 1) / 2;
        int[] kept = java.util.Arrays.copyOfRange(dims, dropped, dims.length);
        for (int i = 0; i < kept.length; i++) {
            kept[i] = random.nextInt(3) == 0 ? 1 : kept[i];
        }
        return use(input(kept));
    }

    private static boolean broadcasts(Shape a, Shape b) {
        int rank = Math.min(a.rank(), b.rank());
        for (int i = 1; i <= rank; i++) {
            if (a.dim(-i) != b.dim(-i) && a.dim(-i) != 1 && b.dim(-i) != 1) {
                return false;
            }
        }
        return true;
    }

    private Tensor use(Tensor x) {
        used.add(x.node());
        return x;
    }

    double bound(Tensor x) {
        return bounds.getOrDefault(x.node(), BOUND);
    }

    /// Takes a result up, brought down to a bounded magnitude and size.
    void add(Tensor result, double bound) {
        Tensor bounded = result;
        double magnitude = bound;
        if (magnitude > BOUND) {
            if (random.nextBoolean()) {
                bounded = bounded.tanh();
                magnitude = 1;
            } else {
                bounded = bounded.times(2 / magnitude);
                magnitude = 2;
            }
        }
        while (bounded.shape().size() > LARGEST) {
            int longest = 0;
            for (int axis = 1; axis < bounded.shape().rank(); axis++) {
                longest = bounded.dim(axis) > bounded.dim(longest) ? axis : longest;
            }
            bounded = bounded.mean(longest);
        }
        if (bounds.putIfAbsent(bounded.node(), magnitude) == null) {
            pool.add(bounded);
        } else {
            // The same computation again: something new must read it.
            Tensor changed = use(bounded).plus(0.5).sin();
            pool.add(changed);
            bounds.put(changed.node(), 1.0);
        }
    }

    /// What nothing reads yet.
    List<Tensor> unused() {
        return pool.stream().filter(x -> !used.contains(x.node())).distinct().toList();
    }
}
