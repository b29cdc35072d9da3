package org.glissade.learn.torch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.model.Parameters;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// An elementwise layer at many points, extremes among them.
final class Points {
    /// How many, from the property `glissade.points`.
    static final int COUNT = Integer.getInteger("glissade.points", 10_000);

    private static final double[] EXTREMES = {
        0.0,
        -0.0,
        1 / 0.0,
        -1 / 0.0,
        0 / 0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        1e-310,
        -1e-310,
        1e-40,
        -1e-40,
        Double.MIN_NORMAL,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        1e4,
        -1e4,
        1,
        -1,
        3,
        -3,
        6,
        -6,
        20,
        -20,
        100,
        -100,
        700,
        -700,
        750,
        -750
    };

    private final Layer layer;
    private final double[] x;

    private Points(Layer layer, double[] x) {
        this.layer = layer;
        this.x = x;
    }

    /// Values and derivatives.
    record Result(Array values, Array slopes) {}

    static Points of(Layer layer) {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            double sign = random.nextBoolean() ? 1 : -1;
            x[i] =
                    switch (i % 4) {
                        case 0 -> random.nextDouble(-4, 4);
                        case 1 -> random.nextDouble(-40, 40);
                        case 2 -> random.nextDouble(-1e4, 1e4);
                        // Magnitudes from 1e-12 to 1e4.
                        default -> sign * Math.pow(10, random.nextDouble(-12, 4));
                    };
        }
        System.arraycopy(EXTREMES, 0, x, 0, EXTREMES.length);
        return new Points(layer, x);
    }

    Array array(DType dtype) {
        Array array = Array.zeros(dtype, Shape.of(1, x.length));
        for (int i = 0; i < x.length; i++) {
            array.setFlat(i, x[i]);
        }
        return array;
    }

    /// On the device cpu.
    Result evaluate(DType dtype) {
        return evaluate(array(dtype));
    }

    /// The same points as F32 has them.
    Points rounded() {
        return new Points(layer, Arrays.stream(x).map(v -> (float) v).toArray());
    }

    private Result evaluate(Array points) {
        Trace trace = new Trace();
        Tensor input = trace.input("x", points.dtype(), points.shape());
        Forward forward = Forward.inference(layer, input);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("values", forward.output());
        outputs.put(
                "slopes",
                org.glissade.tensor.Gradients.orZeros(
                                forward.output().sum(), java.util.List.of(input))
                        .getFirst());
        try (Executable executable = Device.named("cpu").compile(Graph.of(outputs))) {
            executable.set("x", points);
            for (Declaration declared : forward.parameters()) {
                executable.set(declared.path(), Parameters.initial(declared, 1));
            }
            Map<String, Array> results = executable.call(Map.of());
            return new Result(
                    Objects.requireNonNull(results.get("values")),
                    Objects.requireNonNull(results.get("slopes")));
        }
    }

    /// The greatest relative error, each relative to the expected value or to the given term at its
    /// point, whichever is greater.
    ///
    /// @param term the greatest term of the formula at a point; NaN where nothing is to be compared
    /// @param unit what an error is counted in: for numbers of a size, how much counts as 1
    /// @throws AssertionError if one is above the limit
    double greatestError(
            String what,
            Array actual,
            Array expected,
            DoubleUnaryOperator term,
            DoubleUnaryOperator unit,
            double limit) {
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            double is = actual.getFlat(i);
            double should = expected.getFlat(i);
            double largest = term.applyAsDouble(x[i]);
            if (Double.isNaN(largest)) {
                continue;
            }
            double scale = Math.max(Math.abs(should), Math.abs(largest));
            double error =
                    Double.isFinite(should) && Double.isFinite(is)
                            ? Math.abs(is - should) / unit.applyAsDouble(scale)
                            : Double.compare(is, should) == 0 ? 0 : Double.POSITIVE_INFINITY;
            if (!(error <= limit)) {
                throw new AssertionError(
                        what + " at " + x[i] + " is " + is + " instead of " + should);
            }
            worst = Math.max(worst, error);
        }
        return worst;
    }
}
