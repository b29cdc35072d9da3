package org.glissade.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.layer.Forward;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Predictor;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.Gradients;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;

/// Pictures of models whose features are pixels.
final class ImagePictures {
    private static final int MOST_TILES = 40;
    private static final int PER_ROW = 10;
    private static final double TILE = 52;

    private final Model model;
    private final ImageLayout layout;

    ImagePictures(Model model, ImageLayout layout) {
        this.model = model;
        this.layout = layout;
    }

    /// The weights that lead from the pixels to each unit of the first layer, those of the largest
    /// norm first; empty if there is no such layer.
    Optional<Picture> firstWeights() {
        int pixels = layout.width() * layout.height();
        for (String path : model.parameters().paths()) {
            Array weight = model.parameters().get(path);
            if (weight.shape().rank() == 2 && weight.shape().dim(0) == pixels) {
                return Optional.of(tiles(path, weight, pixels));
            }
        }
        return Optional.empty();
    }

    private Picture tiles(String path, Array weight, int pixels) {
        int units = weight.shape().dim(1);
        double[] values = weight.toDoubles();
        double[] norms = new double[units];
        for (int i = 0; i < values.length; i++) {
            norms[i % units] += values[i] * values[i];
        }
        List<Integer> order =
                IntStream.range(0, units)
                        .boxed()
                        .sorted(Comparator.comparingDouble(unit -> -norms[unit]))
                        .limit(MOST_TILES)
                        .toList();
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            double[] own = new double[pixels];
            double largest = 0;
            for (int pixel = 0; pixel < pixels; pixel++) {
                own[pixel] = values[pixel * units + order.get(i)];
                largest = Math.max(largest, Math.abs(own[pixel]));
            }
            int line = i / PER_ROW;
            marks.add(
                    layout.signed(
                            own,
                            largest,
                            4 + i % PER_ROW * (TILE + 6),
                            4 + line * (TILE + 6),
                            TILE));
        }
        int rows = (order.size() + PER_ROW - 1) / PER_ROW;
        return new Picture(
                (int) (2 + PER_ROW * (TILE + 6)),
                (int) (2 + rows * (TILE + 6)),
                "Weights " + path,
                "The weights from the pixels to "
                        + order.size()
                        + " of "
                        + units
                        + " units as pictures; red excites, blue inhibits.",
                marks);
    }

    /// For some examples what would make each class more probable: for every pixel the direction in
    /// which the loss towards that class falls, and how much each output would have to change.
    ///
    /// @param data a classification
    Picture nudges(Dataset data, Device device) {
        Task.Classification task = (Task.Classification) data.task();
        int classes = Math.min(10, task.classes().size());
        int examples = Math.min(3, data.rows());
        double[] features = data.features().toDoubles();
        int pixels = layout.width() * layout.height();
        double row = TILE + 50;
        List<Mark> marks = new ArrayList<>();
        for (int type = 0; type < classes; type++) {
            marks.add(
                    text(
                            78 + type * (TILE + 6) + TILE / 2,
                            16,
                            HeatMap.shortened(task.classes().get(type), 8),
                            Mark.Anchor.MIDDLE,
                            Ink.TEXT));
        }
        marks.add(text(4, 16, "towards", Mark.Anchor.START, Ink.FAINT));
        for (int i = 0; i < examples; i++) {
            int number = (int) ((long) i * data.rows() / examples);
            double y = 24 + i * row;
            marks.add(layout.example(features, number * pixels, 4, y, TILE));
            Nudge nudge = nudge(data, number, classes, device);
            double largest = 1e-30;
            for (double value : nudge.pixels) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int type = 0; type < classes; type++) {
                double x = 78 + type * (TILE + 6);
                double[] own =
                        java.util.Arrays.copyOfRange(
                                nudge.pixels, type * pixels, (type + 1) * pixels);
                marks.add(layout.signed(own, largest, x, y, TILE));
                outputs(marks, nudge, type, x, y + TILE + 4);
            }
        }
        return new Picture(
                (int) (78 + classes * (TILE + 6)),
                (int) (24 + examples * row),
                "What would nudge an example towards a class",
                "For "
                        + examples
                        + " examples and each class: pixels that would have to become larger are red, smaller ones"
                        + " blue; bars below are the wanted changes of the outputs.",
                marks);
    }

    /// @param pixels for each class the negative gradient towards the features
    /// @param outputs for each class the negative gradient towards the outputs
    @SuppressWarnings("ArrayRecordComponent")
    private record Nudge(double[] pixels, double[] outputs, int count) {}

    private Nudge nudge(Dataset data, int row, int classes, Device device) {
        Trace trace = new Trace();
        Shape shape = Shape.of(classes).concat(model.example().shape());
        Tensor x = trace.input("features", model.example().dtype(), shape);
        Forward forward = Forward.inference(model.network(), x);
        Tensor targets =
                Predictor.targets(trace, model.objective(), model.example().dtype(), classes);
        Tensor loss = model.objective().perExample(forward.output(), targets).sum();
        List<Tensor> gradients = Gradients.orZeros(loss, List.of(x, forward.output()));
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("pixels", gradients.get(0).negate());
        outputs.put("outputs", gradients.get(1).negate());
        State state = new State();
        model.parameters().copyTo(state);
        try (Executable executable =
                device.compile(Graph.of(List.of(x, targets), outputs, Map.of()), state)) {
            for (int type = 0; type < classes; type++) {
                executable
                        .input("features")
                        .rows(type, type + 1)
                        .copyFrom(data.features().rows(row, row + 1));
                executable.input("targets").setLong(type, type);
            }
            executable.run();
            return new Nudge(
                    executable.output("pixels").toDoubles(),
                    executable.output("outputs").toDoubles(),
                    forward.output().dim(1));
        }
    }

    private static void outputs(List<Mark> marks, Nudge nudge, int type, double x, double y) {
        double width = TILE / nudge.count;
        for (int i = 0; i < nudge.count; i++) {
            double value = Math.clamp(nudge.outputs[type * nudge.count + i], -1.0, 1.0);
            double height = 16 * Math.abs(value);
            marks.add(
                    new Mark.Box(
                            x + i * width,
                            value > 0 ? y + 17 - height : y + 17,
                            Math.max(0.6, width - 0.8),
                            Math.max(0.4, height),
                            value > 0 ? Ink.series(1) : Ink.series(0),
                            1,
                            ""));
        }
        marks.add(new Mark.Line(new double[] {x, y + 17, x + TILE, y + 17}, Ink.FAINT, 0.6, 0));
    }

    private static Mark.Text text(double x, double y, String text, Mark.Anchor anchor, Ink ink) {
        return new Mark.Text(x, y, text, 12, anchor, ink, false);
    }
}
