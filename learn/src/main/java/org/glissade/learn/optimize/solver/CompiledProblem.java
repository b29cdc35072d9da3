package org.glissade.learn.optimize.solver;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// The functions of a problem, compiled: each takes the parameters one after another.
final class CompiledProblem implements AutoCloseable {
    private static final String VALUE = "@value";
    private static final String GRADIENT = "@gradient/";
    private static final String DIRECTION = "@direction/";
    private static final String WEIGHTS = "@weights";

    private final Problem problem;
    private final Executable value;
    private final List<Array> parameters;
    private final List<Array> results;

    private CompiledProblem(Problem problem, Executable value, List<Array> results) {
        this.problem = problem;
        this.value = value;
        this.results = results;
        problem.data().forEach(value::set);
        parameters = problem.start().keySet().stream().map(value::input).toList();
    }

    /// The value, one number, with its gradient.
    static CompiledProblem withGradient(Problem problem, Device device) {
        Trace trace = new Trace();
        Map<String, Tensor> parameters = problem.parameters(trace);
        Tensor value = problem.record(trace, parameters);
        Map<String, Tensor> outputs = new LinkedHashMap<>(Map.of(VALUE, value));
        put(outputs, GRADIENT, parameters, Gradients.of(value, List.copyOf(parameters.values())));
        Executable compiled = compile(trace, problem, device, outputs);
        return new CompiledProblem(
                problem,
                compiled,
                parameters.keySet().stream()
                        .map(name -> compiled.output(GRADIENT + name))
                        .toList());
    }

    /// The residuals alone.
    static CompiledProblem residuals(Problem problem, Device device) {
        Trace trace = new Trace();
        Tensor value = problem.record(trace, problem.parameters(trace));
        Executable compiled = compile(trace, problem, device, Map.of(VALUE, value));
        return new CompiledProblem(problem, compiled, List.of(compiled.output(VALUE)));
    }

    /// The residuals' derivative along a direction: with u(v) = Jᵀv, which is linear in v, the
    /// derivative of ⟨u(v), d⟩ towards v is J·d.
    static CompiledProblem derivative(Problem problem, Device device) {
        Trace trace = new Trace();
        Map<String, Tensor> parameters = problem.parameters(trace);
        Tensor residuals = problem.record(trace, parameters);
        Tensor weights = trace.input(WEIGHTS, residuals.dtype(), residuals.shape());
        List<Tensor> pulled =
                Gradients.of(residuals.times(weights).sum(), List.copyOf(parameters.values()));
        Tensor along = weights.sum().zerosLike();
        int i = 0;
        for (Map.Entry<String, Tensor> one : parameters.entrySet()) {
            Tensor direction =
                    trace.input(
                            DIRECTION + one.getKey(),
                            one.getValue().dtype(),
                            one.getValue().shape());
            along = along.plus(pulled.get(i++).times(direction).sum());
        }
        Tensor derivative = Gradients.of(along, List.of(weights)).getFirst();
        Executable compiled = compile(trace, problem, device, Map.of(VALUE, derivative));
        return new CompiledProblem(problem, compiled, List.of(compiled.output(VALUE)));
    }

    private static void put(
            Map<String, Tensor> outputs,
            String prefix,
            Map<String, Tensor> parameters,
            List<Tensor> values) {
        int i = 0;
        for (String name : parameters.keySet()) {
            outputs.put(prefix + name, values.get(i++));
        }
    }

    private static Executable compile(
            Trace trace, Problem problem, Device device, Map<String, Tensor> outputs) {
        Map<String, Tensor> inputs = problem.parameters(trace);
        problem.data()
                .forEach((name, array) ->
                        inputs.put(name, trace.input(name, array.dtype(), array.shape())));
        return device.compile(Graph.of(List.copyOf(inputs.values()), outputs, Map.of()));
    }

    /// The value at a place; [#result] then has its gradient.
    double at(double[] place) {
        run(place);
        return value.output(VALUE).getFlat(0);
    }

    /// Computes at a place.
    void run(double[] place) {
        scatter(place, parameters);
        value.run();
    }

    /// Sets the direction of a [#derivative].
    void direct(double[] direction) {
        scatter(
                direction,
                problem.start().keySet().stream()
                        .map(name -> value.input(DIRECTION + name))
                        .toList());
    }

    /// What the last run computed, one number after another.
    double[] result() {
        int size = Math.toIntExact(results.stream().mapToLong(Array::size).sum());
        double[] all = new double[size];
        int at = 0;
        for (Array part : results) {
            double[] values = part.toDoubles();
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return all;
    }

    private static void scatter(double[] from, List<Array> to) {
        int at = 0;
        for (Array array : to) {
            int size = Math.toIntExact(array.size());
            array.setFlat(0, Arrays.copyOfRange(from, at, at + size));
            at += size;
        }
    }

    @Override
    public void close() {
        value.close();
    }
}
