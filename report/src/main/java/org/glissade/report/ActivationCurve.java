package org.glissade.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.glissade.learn.layer.Activation;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.layer.Nonlinearity;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Parameters;
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

/// An activation function, its derivative, and where the values lie that a network puts into it.
final class ActivationCurve {
    private static final int POINTS = 241;
    private static final int BINS = 60;

    private ActivationCurve() {}

    /// The picture of one use in a model; empty for functions that are not elementwise.
    static Optional<Picture> of(Model model, LayerOutputs.Use use, double[] inputs, Device device) {
        if (!isElementwise(use.function())) {
            return Optional.empty();
        }
        double[] sorted = inputs.clone();
        Arrays.sort(sorted);
        double low = Math.min(-4, sorted[(int) (0.005 * (sorted.length - 1))]);
        double high = Math.max(4, sorted[(int) (0.995 * (sorted.length - 1))]);
        double[] xs = new double[POINTS];
        Arrays.setAll(xs, i -> low + (high - low) * i / (POINTS - 1));
        double[][] curves = curves(model, use, xs, device);
        double[] values = curves[0];
        double[] slopes = curves[1];
        double most = Math.max(1.2, Arrays.stream(values).max().orElse(1));
        double least = Math.min(-0.4, Arrays.stream(values).min().orElse(0));
        Chart chart =
                new Chart(
                        use.path(),
                        new Axis("weighted sum s", low, high, false),
                        Axis.around("", false, least, most),
                        480,
                        280);
        bars(chart, sorted, low, high, least, most);
        chart.line("f(s)", xs, values, Ink.series(0));
        chart.line("f′(s)", xs, slopes, Ink.series(1), 2, 5);
        chart.named("units", Ink.series(7));
        double flat = shareWithoutSlope(sorted, xs, slopes);
        return Optional.of(
                chart.picture(
                        "The function "
                                + use.function()
                                + " with its derivative; the middle half of the sums lies between "
                                + Axis.label(round(sorted[sorted.length / 4]))
                                + " and "
                                + Axis.label(round(sorted[3 * sorted.length / 4]))
                                + ", "
                                + Math.round(1000 * flat) / 10.0
                                + "% where the derivative is below 0.05."));
    }

    private static double round(double value) {
        return Math.rint(value * 100) / 100;
    }

    private static void bars(
            Chart chart, double[] sorted, double low, double high, double least, double most) {
        int[] counts = new int[BINS];
        for (double value : sorted) {
            if (value >= low && value <= high) {
                counts[Math.min(BINS - 1, (int) ((value - low) / (high - low) * BINS))]++;
            }
        }
        int largest = Math.max(1, Arrays.stream(counts).max().orElse(1));
        double bottom = chart.y(least);
        for (int i = 0; i < BINS; i++) {
            if (counts[i] > 0) {
                double left = chart.x(low + (high - low) * i / BINS);
                double right = chart.x(low + (high - low) * (i + 1) / BINS);
                double top = chart.y(least + 0.6 * (most - least) * counts[i] / largest);
                chart.mark(
                        new Mark.Box(
                                left,
                                top,
                                Math.max(0.5, right - left - 0.5),
                                bottom - top,
                                Ink.series(7),
                                0.4,
                                ""));
            }
        }
    }

    private static double shareWithoutSlope(double[] sorted, double[] xs, double[] slopes) {
        int flat = 0;
        double step = xs[1] - xs[0];
        for (double value : sorted) {
            int at = Math.clamp(Math.round((value - xs[0]) / step), 0, xs.length - 1);
            flat += Math.abs(slopes[at]) < 0.05 ? 1 : 0;
        }
        return flat / (double) sorted.length;
    }

    /// Values and derivatives, with what the model has learned for the function, if anything: the
    /// first of its slopes where there are several.
    private static double[][] curves(
            Model model, LayerOutputs.Use use, double[] xs, Device device) {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F64, Shape.of(xs.length, 1));
        Forward forward = Forward.inference(use.function(), x);
        Tensor slope = Gradients.orZeros(forward.output().sum(), List.of(x)).getFirst();
        State state = new State();
        for (Declaration declared : forward.parameters()) {
            state.put(declared.path(), learned(model.parameters(), use.path(), declared));
        }
        try (Executable executable =
                device.compile(
                        Graph.of(
                                List.of(x),
                                Map.of("value", forward.output(), "slope", slope),
                                Map.of()),
                        state)) {
            executable.input("x").setFlat(0, xs);
            executable.run();
            return new double[][] {
                executable.output("value").toDoubles(), executable.output("slope").toDoubles()
            };
        }
    }

    private static Array learned(Parameters parameters, String path, Declaration declared) {
        Array initial = Parameters.initial(declared, 0);
        String full = path + "/" + declared.path();
        if (parameters.paths().contains(full)) {
            initial.setFlat(0, parameters.get(full).getFlat(0));
        }
        return initial;
    }

    private static boolean isElementwise(Nonlinearity function) {
        return !(function instanceof Activation activation)
                || switch (activation) {
                    case SOFTMAX, LOG_SOFTMAX, SOFTMIN, GLU, REGLU, GEGLU, SWIGLU -> false;
                    case SIGMOID,
                            TANH,
                            RELU,
                            LEAKY_RELU,
                            GELU,
                            SILU,
                            SOFTPLUS,
                            IDENTITY,
                            STEP,
                            SOFTSIGN,
                            RELU6,
                            SELU,
                            GELU_TANH,
                            MISH,
                            HARD_SIGMOID,
                            HARD_SWISH,
                            HARD_TANH,
                            LOG_SIGMOID ->
                            true;
                };
    }
}
