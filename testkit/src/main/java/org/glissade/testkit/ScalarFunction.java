package org.glissade.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// A weighted sum of a function's results with its derivatives, at a point that can be moved.
final class ScalarFunction implements AutoCloseable {
    private final List<Array> variables = new ArrayList<>();
    private final List<double[]> origins = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Array> directions = new ArrayList<>();
    private final List<Executable> executables = new ArrayList<>();

    private ScalarFunction() {}

    static ScalarFunction compile(
            Function<List<Tensor>, Tensor> function,
            Device device,
            long seed,
            int order,
            Array... point) {
        ScalarFunction result = new ScalarFunction();
        Trace trace = new Trace();
        State state = new State();
        List<Tensor> arguments = new ArrayList<>();
        List<Tensor> floating = new ArrayList<>();
        for (int i = 0; i < point.length; i++) {
            Array given = point[i];
            boolean differentiable = given.dtype().isFloating();
            Array array = differentiable ? given.cast(DType.F64) : given.copy();
            String name = "input " + i;
            Tensor argument = trace.input(name, array.dtype(), array.shape());
            arguments.add(argument);
            state.put(name, array);
            if (differentiable) {
                floating.add(argument);
                result.variables.add(array);
                result.origins.add(array.toDoubles());
                result.names.add(name);
            }
        }
        Tensor value = function.apply(arguments);
        if (floating.isEmpty() || value.dtype() != DType.F64) {
            throw new IllegalArgumentException(
                    "a gradient check takes at least one floating-point argument and an f64 result, but got "
                            + List.of(point)
                            + " and "
                            + value.type()
                            + "; compute in the type of the arguments");
        }
        Tensor weights = trace.input("weights", DType.F64, value.shape());
        state.put("weights", weights(value.shape(), seed));
        Tensor scalar = value.times(weights).sum();
        List<Tensor> gradients = Gradients.orZeros(scalar, floating);
        result.add(device, state, List.of(scalar));
        result.add(device, state, gradients);
        if (order == 2) {
            Tensor slope = scalar.zerosLike();
            for (int i = 0; i < floating.size(); i++) {
                Shape shape = floating.get(i).shape();
                String name = "direction " + i;
                Array direction = Array.zeros(DType.F64, shape);
                result.directions.add(direction);
                state.put(name, direction);
                slope =
                        slope.plus(
                                gradients.get(i).times(trace.input(name, DType.F64, shape)).sum());
            }
            result.add(device, state, Gradients.orZeros(slope, floating));
        }
        return result;
    }

    private void add(Device device, State state, List<Tensor> outputs) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            named.put(Integer.toString(i), outputs.get(i));
        }
        executables.add(device.compile(Graph.of(named), state));
    }

    private static Array weights(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Array weights = Array.zeros(DType.F64, shape);
        for (long i = 0; i < weights.size(); i++) {
            weights.setFlat(i, random.nextDouble(0.5, 1.5) * (random.nextBoolean() ? 1 : -1));
        }
        return weights;
    }

    /// How many arguments are differentiated.
    int inputs() {
        return variables.size();
    }

    int size(int input) {
        return Math.toIntExact(variables.get(input).size());
    }

    Shape shape(int input) {
        return variables.get(input).shape();
    }

    String name(int input) {
        return names.get(input);
    }

    /// Where an argument's elements begin in the vector of all.
    int offset(int input) {
        int offset = 0;
        for (int i = 0; i < input; i++) {
            offset += size(i);
        }
        return offset;
    }

    /// Moves the point to its origin plus a multiple of a direction.
    void move(double[] direction, double distance) {
        int next = 0;
        for (int i = 0; i < variables.size(); i++) {
            double[] origin = origins.get(i);
            for (int j = 0; j < origin.length; j++) {
                variables.get(i).setFlat(j, origin[j] + distance * direction[next++]);
            }
        }
    }

    double value() {
        return run(executables.get(0), 1)[0];
    }

    double[] gradient() {
        return run(executables.get(1), inputs());
    }

    double[] product(double[] direction) {
        int next = 0;
        for (Array part : directions) {
            for (int j = 0; j < part.size(); j++) {
                part.setFlat(j, direction[next++]);
            }
        }
        return run(executables.get(2), inputs());
    }

    private static double[] run(Executable executable, int outputs) {
        executable.run();
        List<double[]> parts = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            parts.add(executable.output(Integer.toString(i)).toDoubles());
        }
        return parts.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    }

    @Override
    public void close() {
        executables.forEach(Executable::close);
    }
}
