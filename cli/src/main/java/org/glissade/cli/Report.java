package org.glissade.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.model.Model;
import org.glissade.learn.surface.WeightPath;
import org.glissade.learn.train.RunFolder;
import org.glissade.report.ImageLayout;
import org.glissade.report.Picture;
import org.glissade.report.RunHistory;
import org.glissade.report.RunReport;
import org.glissade.runtime.Device;
import org.glissade.tables.Encoding;
import org.glissade.tables.InputPreparation;
import org.glissade.tables.PixelPreparation;
import org.glissade.tables.Preparation;
import org.glissade.tables.PreparationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `glissade report`.
@Command(
        name = "report",
        header = "Makes a page about a run, with pictures.",
        description = {
            "One HTML file that needs nothing else: loss and learning rate, the network,"
                    + " activations, the loss surface with the"
                    + " way of the weights, decision regions, weights as pictures, confusion, calibration, worst"
                    + " examples, settings.",
            "The data that the run was trained on are read again; without them, or if they have changed, what needs them"
                    + " is left out."
        },
        footer = {
            "",
            "Examples:",
            "  glissade train sample:digits",
            "  glissade report runs/20260101-120000-digits",
            "  glissade report runs/20260101-120000-digits --output digits.html --pictures pictures"
        })
final class Report extends Subcommand {
    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "The folder of a run, such as runs/20260101-120000-digits.")
    private String run = "";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the page is written. Default: report.html in the run's folder.")
    private @Nullable String output;

    @Option(
            names = "--pictures",
            paramLabel = "FOLDER",
            description = "Also write each picture into this folder, as SVG and as PNG.")
    private @Nullable String pictures;

    @Mixin private DeviceOptions device = new DeviceOptions();

    @Option(names = "--quiet", description = "Write the files and say nothing.")
    private boolean quiet;

    Report(Console console) {
        super(console);
    }

    @Override
    void run() {
        RunFolder folder = new RunFolder(Source.path(run));
        Path page =
                OutputFile.checked(
                        "--output",
                        output == null ? folder(folder).resolve("report.html").toString() : output);
        @Nullable Path chosen =
                pictures == null ? null : OutputFile.checkedFolder("--pictures", pictures);
        RunReport.Subject subject = subject(folder);
        Device computing = device.device();
        RunReport report = RunReport.of(subject, computing);
        report.page().write(page);
        if (chosen != null) {
            write(report.pictures(), chosen);
        }
        if (!quiet) {
            subject.notes().forEach(note -> console().err().println("note        " + note));
            console().out().println("report      " + page + " (" + kilobytes(page) + " KB)");
            if (chosen != null) {
                console()
                        .out()
                        .println(
                                "pictures    "
                                        + chosen
                                        + ": "
                                        + report.pictures().size()
                                        + ", each as SVG and PNG");
            }
        }
    }

    private static Path folder(RunFolder folder) {
        if (!Files.isDirectory(folder.path())) {
            throw new UsageException(
                    folder.path() + " is no folder",
                    "name the folder of a run, such as runs/20260101-120000-digits");
        }
        return folder.path();
    }

    private static void write(Map<String, Picture> all, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw FileAccessException.writing(folder, failure);
        }
        all.forEach((name, picture) -> {
            picture.write(folder.resolve(name + ".svg"));
            picture.write(folder.resolve(name + ".png"));
        });
    }

    private static String kilobytes(Path file) {
        try {
            return Numbers.count((Files.size(file) + 999) / 1000);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    private RunReport.Subject subject(RunFolder folder) {
        List<String> notes = new ArrayList<>();
        RunHistory history;
        try {
            history = RunHistory.read(folder(folder));
        } catch (FileAccessException missing) {
            throw new UsageException(
                    folder.path() + " holds no log of a run: " + missing.getMessage(),
                    "name the folder of a run; glissade train makes it");
        }
        Optional<LoadedModel> loaded = model(folder, notes);
        Optional<TrainingData> data = data(folder, history, notes);
        if (data.isPresent() && loaded.isPresent() && !areSame(data.get(), loaded.get())) {
            notes.add("The data have changed since the run; what needs them is left out.");
            data = Optional.empty();
        }
        Optional<Split> split = data.map(TrainingData::split);
        return new RunReport.Subject(
                String.valueOf(folder.path().toAbsolutePath().normalize().getFileName()),
                history,
                loaded.map(LoadedModel::model),
                split,
                paths(folder),
                loaded.flatMap(model -> image(model.preparation())),
                folder.readSettings(),
                notes);
    }

    private static Optional<LoadedModel> model(RunFolder folder, List<String> notes) {
        Path file = folder.path().resolve("model.glissade");
        if (!Files.exists(file)) {
            notes.add(
                    "This run has no model: it has not ended, or did not end well. What needs one is left out.");
            return Optional.empty();
        }
        return Optional.of(LoadedModel.open(file.toString()));
    }

    /// The data of the run, read and divided as it did.
    private Optional<TrainingData> data(RunFolder folder, RunHistory history, List<String> notes) {
        try {
            Train train = new Train(console());
            List<String> words = Request.of(folder).resumedWith(Request.typed("", Map.of()));
            new CommandLine(train).parseArgs(words.toArray(String[]::new));
            return Optional.of(train.data.prepare(history.settings().whole("seed")));
        } catch (UsageException
                | PreparationException
                | FileFormatException
                | FileAccessException
                | CommandLine.ParameterException gone) {
            notes.add(
                    "The data of this run cannot be read, so what needs them is left out: "
                            + String.valueOf(gone.getMessage()).lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    private static boolean areSame(TrainingData data, LoadedModel loaded) {
        Model model = loaded.model();
        return model.notes()
                        .provenance()
                        .find("data")
                        .map(known ->
                                known.equals(
                                        org.glissade.learn.file.JsonValue.of(
                                                data.split().train().fingerprint())))
                        .orElse(true)
                && data.split().train().example().equals(model.example().shape());
    }

    /// The way of the run's weights, or those of its starts.
    private static List<WeightPath.Recorded> paths(RunFolder folder) {
        List<WeightPath.Recorded> paths = new ArrayList<>();
        for (int start = 0; start <= WeightPath.MOST_STARTS; start++) {
            Path file = start == 0 ? folder.weightPath() : folder.weightPath(start);
            if (Files.exists(file)) {
                paths.add(WeightPath.read(file));
            }
        }
        return paths;
    }

    /// How the features of a preparation are pixels.
    static Optional<ImageLayout> image(InputPreparation preparation) {
        return switch (preparation) {
            case PixelPreparation pixels ->
                    pixels.shape().size() == 2
                            ? Optional.of(
                                    new ImageLayout(
                                            pixels.shape().get(1),
                                            pixels.shape().get(0),
                                            filled(pixels.pixels(), pixels.mean()),
                                            filled(pixels.pixels(), pixels.deviation())))
                            : Optional.empty();
            case Preparation table ->
                    ImageLayout.sides(table.featureNames())
                            .map(sides -> layout(sides, table.encodings()));
        };
    }

    private static ImageLayout layout(int[] sides, List<Encoding> encodings) {
        double[] means = new double[encodings.size()];
        double[] deviations = new double[encodings.size()];
        for (int i = 0; i < means.length; i++) {
            switch (encodings.get(i)) {
                case Encoding.Standardised column -> {
                    means[i] = column.mean();
                    deviations[i] = column.deviation();
                }
                case Encoding.OneHot _ -> deviations[i] = 1;
            }
        }
        return new ImageLayout(sides[0], sides[1], means, deviations);
    }

    private static double[] filled(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }
}
