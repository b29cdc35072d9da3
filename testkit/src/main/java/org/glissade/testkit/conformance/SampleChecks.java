package org.glissade.testkit.conformance;

import static org.glissade.testkit.TensorAssertions.assertThatArray;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.Cast;
import org.glissade.tensor.DType;
import org.glissade.tensor.Node;
import org.glissade.tensor.Op;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.glissade.testkit.GradientCheck;
import org.glissade.testkit.Tolerance;

/// Every row of the table of samples: values against the reference with every element type, and
/// derivatives to second order.
record SampleChecks(Device device) {
    static List<Check> of(Device device) {
        SampleChecks checks = new SampleChecks(device);
        Map<Class<? extends Op>, List<Sample>> groups = new LinkedHashMap<>();
        for (Sample sample : OperationSamples.all()) {
            groups.computeIfAbsent(sample.op(), _ -> new ArrayList<>()).add(sample);
        }
        List<Check> all = new ArrayList<>();
        all.add(
                new Check(
                        "every operation has a sample",
                        () -> {
                            if (!OperationSamples.missing().isEmpty()) {
                                throw new AssertionError(
                                        "no sample of "
                                                + OperationSamples.missing()
                                                + "; add a row to OperationSamples");
                            }
                            return 1;
                        }));
        groups.forEach((op, samples) ->
                all.add(
                        new Check(
                                "samples of " + op.getSimpleName(),
                                () -> samples.stream().mapToInt(checks::run).sum())));
        return all;
    }

    private int run(Sample sample) {
        checkThatTheOperationIsUsed(sample);
        int cases = 0;
        for (DType dtype : sample.dtypes()) {
            List<Array> arguments = sample.arguments(dtype, 7);
            value(sample, dtype, arguments);
            cases++;
        }
        if (sample.isDifferentiable()) {
            GradientCheck.of(sample.body())
                    .on(device)
                    .check(sample.arguments(DType.F64, 11).toArray(Array[]::new));
            gradientInSinglePrecision(sample);
            cases += 3;
        }
        return cases;
    }

    private void value(Sample sample, DType dtype, List<Array> arguments) {
        Device reference = Device.named("reference");
        Array actual = Evaluation.value(device, sample.body(), arguments);
        Array expected = Evaluation.value(reference, sample.body(), arguments);
        String name = sample + " with " + dtype;
        switch (sample.accuracy()) {
            case EXACT, EXACT_WITHOUT_GRADIENT ->
                    assertThatArray(actual).as(name).isEqualTo(expected);
            case COMPUTED ->
                    assertThatArray(actual)
                            .as(name)
                            .isCloseTo(
                                    expected,
                                    dtype == DType.F32
                                            ? new Tolerance(1e-6, 1e-6, 4)
                                            : new Tolerance(1e-12, 1e-14, 0));
            case SUMMED -> {
                // No sum of the table has more terms than this.
                int terms = 60;
                double epsilon = dtype == DType.F32 ? 0x1p-23 : 0x1p-52;
                if (dtype.isFloating()) {
                    List<Array> magnitudes = arguments.stream().map(Values::magnitudes).toList();
                    assertThatArray(actual)
                            .as(name)
                            .isCloseTo(
                                    expected,
                                    Tolerance.relative(epsilon * terms),
                                    Evaluation.value(reference, sample.body(), magnitudes));
                } else {
                    assertThatArray(actual).as(name).isEqualTo(expected);
                }
            }
        }
    }

    private void gradientInSinglePrecision(Sample sample) {
        List<Array> wide = sample.arguments(DType.F64, 13);
        List<Array> narrow =
                wide.stream().map(a -> a.dtype().isFloating() ? a.cast(DType.F32) : a).toList();
        List<Array> actual = Evaluation.gradients(device, sample.body(), narrow);
        List<Array> expected = Evaluation.gradients(Device.named("reference"), sample.body(), wide);
        for (int i = 0; i < actual.size(); i++) {
            assertThatArray(actual.get(i))
                    .as("gradient " + i + " of " + sample + " with f32")
                    .isCloseTo(expected.get(i), new Tolerance(1e-5, 1e-4, 0));
        }
    }

    private static void checkThatTheOperationIsUsed(Sample sample) {
        Trace trace = new Trace();
        DType dtype = sample.dtypes().getFirst();
        List<Array> arguments = sample.arguments(dtype, 7);
        List<Tensor> inputs = new ArrayList<>();
        for (Array argument : arguments) {
            inputs.add(trace.input("input " + inputs.size(), argument.dtype(), argument.shape()));
        }
        List<Node> open = new ArrayList<>(List.of(sample.body().apply(inputs).node()));
        while (!open.isEmpty()) {
            Node node = open.removeLast();
            if (sample.op().isInstance(node.op())) {
                return;
            }
            open.addAll(node.inputs());
        }
        // A cast to the same type is no operation.
        if (!sample.op().equals(Cast.class)) {
            throw new AssertionError(sample + " does not use its operation");
        }
    }
}
