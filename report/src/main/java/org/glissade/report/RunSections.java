package org.glissade.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.data.Task;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Predictor;
import org.glissade.learn.surface.LossFunction;
import org.glissade.learn.surface.Slice;
import org.glissade.learn.surface.Surface;
import org.glissade.learn.surface.WeightPath;
import org.glissade.runtime.Device;

/// The sections of a [RunReport] that need more than the losses.
final class RunSections {
    private static final int MOST_EXAMPLES = 256;
    private static final int SURFACE_ROWS = 512;
    private static final double SURFACE_WORK = 2e10;

    private final RunReport.Subject subject;
    private final Device device;
    private final RunReport report;

    RunSections(RunReport.Subject subject, Device device, RunReport report) {
        this.subject = subject;
        this.device = device;
        this.report = report;
    }

    void network() {
        subject.model()
                .ifPresent(model ->
                        report.section(
                                "network",
                                "The network",
                                report.figure(
                                        "network",
                                        NetworkDrawing.of(model.summary()),
                                        "Boxes are as wide as the logarithm of the number of values that"
                                                + " come out of the layer; coloured ones have learned"
                                                + " values.")));
    }

    void activations(Model model, Dataset data) {
        List<LayerOutputs.Use> uses = LayerOutputs.activations(model.network());
        if (uses.isEmpty()) {
            return;
        }
        Dataset some = LossFunction.sampled(data, MOST_EXAMPLES);
        LayerOutputs outputs =
                LayerOutputs.of(model, some.features().cast(model.example().dtype()), device);
        StringBuilder html =
                new StringBuilder(
                        Page.paragraph(
                                "Each activation with its derivative. The bars are the weighted sums that the trained"
                                        + " network puts into it for "
                                        + some.rows()
                                        + " examples: what lies where the derivative is near 0 learns no more."));
        html.append("<div class=\"row\">");
        int shown = 0;
        for (LayerOutputs.Use use : uses) {
            if (shown == 12) {
                break;
            }
            Optional<Picture> picture =
                    ActivationCurve.of(model, use, outputs.inputsOf(use), device);
            if (picture.isPresent()) {
                html.append(
                        report.figure(
                                "activation-" + shown,
                                picture.get(),
                                use.path() + ": " + use.function()));
                shown++;
            }
        }
        if (shown > 0) {
            report.section(
                    "activations",
                    "Activations and their slopes",
                    html.append("</div>").toString());
        }
    }

    void surfaces(Model model, Split split) {
        if (model.parameters().count() > WeightPath.MOST_WEIGHTS) {
            report.section(
                    "surface",
                    "The loss surface",
                    Page.paragraph(
                            "Networks of more than "
                                    + RunReport.count(WeightPath.MOST_WEIGHTS)
                                    + " learned values take too long to draw their loss surface."));
            return;
        }
        Dataset data = LossFunction.sampled(split.train(), SURFACE_ROWS);
        double each = 2.0 * data.rows() * model.parameters().count();
        int points = Math.clamp((long) Math.sqrt(SURFACE_WORK / each), 15, 41) | 1;
        try (LossFunction loss = LossFunction.of(model, data, model.example().dtype(), device)) {
            double[] center = loss.space().vector(model.parameters());
            StringBuilder html =
                    new StringBuilder(
                            Page.paragraph(
                                    "The loss of "
                                            + data.rows()
                                            + " training rows, without dropout, over planes through the trained"
                                            + " weights. Colours and heights are logarithmic. A star is where"
                                            + " training began, the ring where it ended."));
            along(loss, center, points, html);
            surface(
                    "surface-random",
                    "Loss in two random directions",
                    Surface.around(loss, center, 1, points, 0),
                    html);
            List<Slice> slices = Slice.ofLargest(loss, center, 6, 41);
            if (!slices.isEmpty()) {
                html.append("<h3>Slices along single weights</h3>")
                        .append(
                                report.figure(
                                        "slices",
                                        SurfacePicture.slices(slices),
                                        "For the largest weight of each layer: the loss if this weight alone were"
                                                + " another one. Dots are the trained values."));
            }
            report.section("surface", "The loss surface", html.toString());
            report.script(TurningSurface.script(), TurningSurface.STYLE);
        }
    }

    private void along(LossFunction loss, double[] center, int points, StringBuilder html) {
        List<WeightPath.Recorded> paths =
                subject.paths().stream()
                        .filter(path ->
                                path.weights().stream()
                                        .allMatch(place -> place.length == center.length))
                        .sorted(Comparator.comparingDouble(path -> distance(path, center)))
                        .toList();
        if (paths.isEmpty()) {
            html.append(
                    Page.paragraph(
                            "The way of the weights was not kept in this run, so it cannot be drawn on the surface."));
            return;
        }
        if (paths.getFirst().weights().size() < 3) {
            html.append(
                    Page.paragraph(
                            "Fewer than three places of the way of the weights were kept, too few for a plane."));
            return;
        }
        try {
            surface(
                    "surface-path",
                    "Loss along the way of the weights",
                    Surface.along(
                            loss, center, paths.getFirst(), paths.subList(1, paths.size()), points),
                    html);
        } catch (IllegalArgumentException line) {
            html.append(Page.paragraph("The way of the weights is a straight line."));
        }
    }

    /// How near a way comes to the trained weights: that of the kept start comes nearest.
    private static double distance(WeightPath.Recorded path, double[] center) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] place : path.weights()) {
            double squares = 0;
            for (int i = 0; i < center.length; i++) {
                squares += (place[i] - center[i]) * (place[i] - center[i]);
            }
            least = Math.min(least, squares);
        }
        return least;
    }

    private void surface(String name, String title, Surface surface, StringBuilder html) {
        html.append("<h3>")
                .append(Html.escaped(title))
                .append("</h3><div class=\"row\">")
                .append(
                        report.figure(
                                name,
                                SurfacePicture.contour(title, surface),
                                "Directions: " + surface.note() + "."))
                .append(TurningSurface.element(title, surface))
                .append("</div>");
    }

    void regions(Model model, Dataset data) {
        DecisionRegions.of(model, data)
                .ifPresent(regions -> {
                    StringBuilder html = new StringBuilder("<div class=\"row\">");
                    html.append(
                            report.figure(
                                    "regions",
                                    regions.regions(device),
                                    "Colours are what the model predicts, paler where it is less sure; dashed lines are"
                                            + " where the weighted sum of a unit of the first layer is 0."));
                    html.append("<div>");
                    List<Picture> layers = new ArrayList<>(regions.layers(device));
                    for (int i = 0; i < layers.size(); i++) {
                        html.append(report.figure("layer-" + i, layers.get(i), ""));
                    }
                    html.append(
                            "</div></div><p class=\"note\">What the units of each layer give over the same plane: red is"
                                    + " positive, blue negative.</p>");
                    report.section("regions", "Decision regions", html.toString());
                });
    }

    void images(Model model, Dataset data) {
        if (subject.image().isEmpty()) {
            return;
        }
        ImagePictures pictures = new ImagePictures(model, subject.image().get());
        StringBuilder html = new StringBuilder();
        pictures.firstWeights()
                .ifPresent(picture ->
                        html.append(
                                report.figure(
                                        "first-weights",
                                        picture,
                                        "The weights from the pixels to the units of the first layer with the largest"
                                                + " norms: red excites, blue inhibits.")));
        if (data.task() instanceof Task.Classification) {
            html.append("<h3>What would nudge this example towards a class</h3>")
                    .append(
                            report.figure(
                                    "nudges",
                                    pictures.nudges(data, device),
                                    "The negative gradient of the loss towards each class: red pixels would have to"
                                            + " become brighter, blue ones darker. Bars below: by how much each"
                                            + " output would have to change."));
        }
        report.section("images", "What the network sees", html.toString());
    }

    void predictions(Model model, Dataset data, String rowName) {
        double[] predictions;
        try (Predictor predictor = model.on(device)) {
            predictions = predictor.predict(data.features()).toDoubles();
        }
        PredictionPictures pictures = new PredictionPictures(data, predictions);
        StringBuilder html = new StringBuilder("<div class=\"row\">");
        switch (data.task()) {
            case Task.Classification(List<String> classes) -> {
                html.append(
                        report.figure(
                                "confusion",
                                pictures.confusion(classes),
                                "Rows are actual classes, columns predicted ones, of "
                                        + RunReport.count(data.rows())
                                        + " rows."));
                html.append(
                        report.figure(
                                "calibration",
                                pictures.calibration(),
                                "On the diagonal predictions are right as often as they claim."));
            }
            case Task.Regression(List<String> targets) -> {
                for (int i = 0; i < Math.min(4, targets.size()); i++) {
                    html.append(
                            report.figure(
                                    "predicted-" + i, pictures.scatter(targets.get(i), i), ""));
                }
            }
        }
        html.append("</div><h3>Worst examples</h3>")
                .append(
                        Page.paragraph(
                                switch (data.task()) {
                                    case Task.Classification _ ->
                                            "The examples whose actual class was given the least probability, with the"
                                                    + " probabilities of both.";
                                    case Task.Regression _ ->
                                            "The examples with the largest errors.";
                                }))
                .append(pictures.worst(subject.image(), rowName));
        report.section("predictions", "Predictions", html.toString());
    }
}
