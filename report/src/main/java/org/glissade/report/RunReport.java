package org.glissade.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.JsonNumber;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonString;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.model.Model;
import org.glissade.learn.surface.WeightPath;
import org.glissade.learn.train.TrainEvent;
import org.glissade.runtime.Device;

/// A page about one run: what it was, how it went, what came of it. Everything on it is computed
/// from the run's folder and its data; what a run does not have is left out, with a hint where it
/// could have it.
public final class RunReport {
    /// What a report is about.
    ///
    /// @param name of the run
    /// @param history what training told
    /// @param model the kept one; empty where training has not ended
    /// @param split the data that it was trained on; empty where they are gone or changed
    /// @param paths the way of the weights, or those of several starts; none where it was not kept
    /// @param image how features are pixels; empty where they are not
    /// @param settings what was asked for
    /// @param notes what the reader should know, a line each
    public record Subject(
            String name,
            RunHistory history,
            Optional<Model> model,
            Optional<Split> split,
            List<WeightPath.Recorded> paths,
            Optional<ImageLayout> image,
            JsonObject settings,
            List<String> notes) {
        /// The lists are kept unmodifiable.
        public Subject {
            paths = List.copyOf(paths);
            notes = List.copyOf(notes);
        }
    }

    private final Subject subject;
    private final Device device;
    private final Page page;
    private final Map<String, Picture> pictures = new LinkedHashMap<>();

    private RunReport(Subject subject, Device device) {
        this.subject = subject;
        this.device = device;
        page =
                new Page(
                        "Run " + subject.name,
                        subject.history.network()
                                + " · "
                                + count(subject.history.parameters())
                                + " learned values");
    }

    /// Makes the report of a run.
    ///
    /// @param device where surfaces and predictions are computed
    public static RunReport of(Subject subject, Device device) {
        RunReport report = new RunReport(subject, device);
        report.make();
        return report;
    }

    /// The page.
    public Page page() {
        return page;
    }

    /// All pictures by names that files may have.
    public Map<String, Picture> pictures() {
        return java.util.Collections.unmodifiableMap(pictures);
    }

    private void make() {
        page.opening(facts());
        course();
        RunSections sections = new RunSections(subject, device, this);
        sections.network();
        subject.model.ifPresent(model -> {
            measured().ifPresent(data -> sections.activations(model, data));
            subject.split.ifPresent(split -> sections.surfaces(model, split));
            measured()
                    .ifPresent(data -> {
                        sections.regions(model, data);
                        sections.images(model, data);
                        sections.predictions(model, data, measuredName());
                    });
        });
        settings();
    }

    /// The rows that the model has learned least from.
    private Optional<Dataset> measured() {
        return subject.split.map(split ->
                split.test().rows() > 0
                        ? split.test()
                        : split.validation().rows() > 0 ? split.validation() : split.train());
    }

    private String measuredName() {
        return subject.split
                .map(split ->
                        split.test().rows() > 0
                                ? "test row"
                                : split.validation().rows() > 0 ? "validation row" : "training row")
                .orElse("row");
    }

    /// A picture in the page, also kept under a name.
    String figure(String name, Picture picture, String caption) {
        pictures.put(name, picture);
        return Page.figure(picture, caption);
    }

    void section(String id, String title, String html) {
        page.section(id, title, html);
    }

    void script(String code, String style) {
        page.script(code).style(style);
    }

    private String facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        RunHistory history = subject.history;
        if (!history.measures().isEmpty()) {
            Map.Entry<String, Map<String, Double>> best =
                    history.measures().entrySet().iterator().next();
            for (String name : List.of("accuracy", "f1", "rmse", "r2", "loss")) {
                Double value = best.getValue().get(name);
                if (value != null && facts.size() < 3) {
                    facts.put(best.getKey() + " " + name, Axis.label(rounded(value)));
                }
            }
            facts.put("seconds", Axis.label(rounded(history.seconds())));
        }
        facts.put("epochs", Integer.toString(history.epochs().size()));
        history.stopped()
                .ifPresent(stopped -> {
                    facts.put("kept epoch", Integer.toString(stopped.keptEpoch()));
                    facts.put(
                            "ended because",
                            stopped.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
                });
        facts.put("training rows", count(history.trainRows()));
        StringBuilder html = new StringBuilder("<ul class=\"facts\">");
        facts.forEach((name, value) ->
                html.append("<li><b>")
                        .append(Html.escaped(value))
                        .append("</b>")
                        .append(Html.escaped(name))
                        .append("</li>"));
        html.append("</ul>");
        for (String note : subject.notes) {
            html.append("<p class=\"note\">").append(Html.escaped(note)).append("</p>");
        }
        return html.toString();
    }

    private void course() {
        List<TrainEvent.EpochFinished> epochs = subject.history.epochs();
        int kept = subject.history.stopped().map(TrainEvent.Stopped::keptEpoch).orElse(0);
        StringBuilder html = new StringBuilder("<div class=\"row\">");
        if (!epochs.isEmpty()) {
            html.append(
                    figure(
                            "loss",
                            Curves.loss(epochs, kept),
                            "Training rows are measured on the way through the epoch, with dropout; validation rows"
                                    + " after it, without."));
            for (String name : Curves.measures(epochs)) {
                Curves.measure(epochs, name, kept)
                        .ifPresent(picture -> html.append(figure(name, picture, "")));
            }
        }
        if (subject.history.steps().size() > 1) {
            html.append(
                    figure(
                            "steps",
                            Curves.steps(subject.history.steps()),
                            "Each step's mean over its batch, before its update."));
        }
        if (!epochs.isEmpty()) {
            LearningRates.of(subject.history)
                    .ifPresent(rates ->
                            html.append(
                                    figure(
                                            "learning-rate",
                                            Curves.learningRate(rates.places(), rates.rates()),
                                            "Computed from the settings.")));
        }
        html.append("</div>");
        section("course", "Loss and learning rate", html.toString());
    }

    private void settings() {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table><tbody>");
        List<String[]> rows = new ArrayList<>();
        flatten("", subject.settings, rows);
        subject.model.ifPresent(model -> flatten("model: ", model.notes().provenance(), rows));
        for (String[] row : rows) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escaped(row[0]))
                    .append("</th><td>")
                    .append(Html.escaped(row[1]))
                    .append("</td></tr>");
        }
        section(
                "settings",
                "Settings, seed, versions and data",
                html.append("</tbody></table></div>").toString());
    }

    private static void flatten(String before, JsonObject object, List<String[]> rows) {
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String name = before + member.getKey();
            switch (member.getValue()) {
                case JsonObject inner -> flatten(name + ": ", inner, rows);
                case JsonString(String text) -> rows.add(new String[] {name, text});
                case JsonNumber number -> rows.add(new String[] {name, number.literal()});
                case JsonValue other -> rows.add(new String[] {name, other.toString()});
            }
        }
    }

    private static double rounded(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 3);
        return Math.rint(value / unit) * unit;
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
