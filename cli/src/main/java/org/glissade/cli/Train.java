package org.glissade.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.metric.Evaluation;
import org.glissade.learn.train.EarlyStopping;
import org.glissade.learn.train.Rehearsal;
import org.glissade.learn.train.RestartResult;
import org.glissade.learn.train.RunFolder;
import org.glissade.learn.train.TrainEvent;
import org.glissade.learn.train.TrainResult;
import org.glissade.learn.train.TrainSettings;
import org.glissade.learn.train.Trainer;
import org.glissade.learn.train.TrainingDivergedException;
import org.glissade.runtime.Device;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `glissade train`.
@Command(
        name = "train",
        addMethodSubcommands = false,
        header = "Trains a network on data and measures it on rows that it has never seen.",
        description = {
            "The last column, or the one that --target names, is what the network learns to predict: classes if it holds"
                    + " texts or a few different whole numbers, else a number.",
            "Columns of numbers are standardised and columns of texts one-hot encoded by what the training rows tell; the"
                    + " model keeps that for new data."
        },
        footer = {
            "",
            "Network: layers separated by spaces, such as \"dense(128) relu dropout(0.5) residual(dense(128) tanh)\". The"
                    + " output layer, dense(CLASSES) or dense(1), is added to it.",
            "",
            "Examples:",
            "  glissade train sample:digits",
            "  glissade train flowers.csv --target species --seed 7 --output flowers.glissade",
            "  glissade train fashion-mnist/ --network \"dense(256) gelu\" --epochs 20",
            "  glissade train fashion-mnist/ --batch full --dry-run",
            "  glissade train sample:digits --network \"dense(16) tanh\" --restarts 16",
            "  glissade train prices.csv.gz --optimizer nesterov --learning-rate 0.05 --json",
            "  glissade train --resume runs/20260101-120000-digits",
            "",
            "Ctrl-C and SIGTERM let the step end, save the training, say how to go on with it, and exit with 130; a"
                    + " second one ends at once."
        })
final class Train extends Subcommand {
    @Parameters(paramLabel = "DATA", arity = "0..1", description = Source.HELP)
    private String data = "";

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column to predict. Default: the last one.")
    private @Nullable String target;

    @Option(
            names = "--network",
            paramLabel = "LAYERS",
            defaultValue = Trainer.USUAL_NETWORK,
            description = "Layers without the output layer. Default: \"${DEFAULT-VALUE}\".")
    private String network = Trainer.USUAL_NETWORK;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often to go through the training rows at most. Default: 200.")
    private @Nullable Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "ROWS",
            description = "Rows in a step, or full for all of them. Default: 32.")
    private @Nullable String batch;

    @Mixin private LearningOptions learning = new LearningOptions();

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            description =
                    "What training makes smaller, such as huber(1.5) or cross-entropy(smoothing=0.1). Default:"
                            + " cross-entropy for classes, mean-squared-error for numbers.")
    private @Nullable String loss;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "Stop after N epochs without a better validation loss and keep the best weights; 0 never stops and"
                            + " keeps the last weights. Default: 20.")
    private @Nullable Integer patience;

    @Mixin private StopOptions stop = new StopOptions();

    @Mixin private RestartOptions restarts = new RestartOptions();

    @Mixin private Shares shares = new Shares();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Decides the split, the first weights and the order of rows: equal seeds give equal models."
                            + " Default: 1.")
    private @Nullable Long seed;

    @Mixin private DeviceOptions device = new DeviceOptions();

    @Option(names = "--output", paramLabel = "FILE", description = "Also write the model here.")
    private @Nullable String output;

    @Option(
            names = "--run-folder",
            paramLabel = "FOLDER",
            defaultValue = "runs",
            description =
                    "Where each run leaves a folder TIME-NAME with its log, settings and model. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String runs = "runs";

    @Mixin private SavingOptions saving = new SavingOptions();

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description =
                    "Go on with the run in this folder, from its latest checkpoint, to the same result as if nothing"
                            + " had ended it. Needs nothing else; --epochs may be more than before.")
    private @Nullable String resume;

    @Option(
            names = "--dry-run",
            description =
                    "Train nothing and write nothing; show what the training would take in memory and the largest batch"
                            + " that fits.")
    private boolean dryRun;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "With --dry-run: the memory to fit into, such as 800MB or 4GB. Default: what the JVM is allowed"
                            + " outside of its heap, at most what the machine or container has.")
    private @Nullable String memory;

    @Option(
            names = "--json",
            description = "Print the result as one JSON object; everything else goes to stderr.")
    private boolean json;

    @Option(names = "--quiet", description = "Show the result only.")
    private boolean quiet;

    @Option(names = "--time-first-step", hidden = true)
    private boolean timeFirstStep;

    /// The options as they were typed, if this class has read them itself.
    private @Nullable Map<String, String> plain;

    /// The run in progress.
    private @Nullable Run current;

    Train(Console console) {
        super(console);
    }

    /// Sets the options from words as most users type them: one DATA, options with the value behind
    /// them or after `=`, each once.
    ///
    /// @return false if there is anything else, right or wrong, which picocli must look at; this
    ///   command is then of no use any more
    boolean takes(String... words) {
        Set<String> seen = new HashSet<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.isEmpty() || word.startsWith("@")) {
                return false;
            }
            int equals = word.startsWith("-") ? word.indexOf('=') : -1;
            String name =
                    !word.startsWith("-") ? "" : equals < 0 ? word : word.substring(0, equals);
            if (!seen.add(name)) {
                return false;
            }
            if (equals < 0 && (name.isEmpty() ? takesData(word) : takesFlag(name))) {
                if (!name.isEmpty()) {
                    options.put(name, "");
                }
                continue;
            }
            String value =
                    equals >= 0 ? word.substring(equals + 1) : ++i < words.length ? words[i] : "";
            if (value.isEmpty() || value.startsWith("-") || value.startsWith("@")) {
                return false;
            }
            try {
                if (!takesOption(name, value)
                        && !learning.takes(name, value)
                        && !shares.takes(name, value)
                        && !restarts.takes(name, value)
                        && !stop.takes(name, value)
                        && !saving.takes(name, value)
                        && !device.takes(name, value)) {
                    return false;
                }
            } catch (NumberFormatException _) {
                return false;
            }
            options.put(name, value);
        }
        plain = options;
        return !data.isEmpty();
    }

    /// Brings the code of a training into the JVM on another thread, while this one will read the
    /// data: until the first step, most of the time goes there.
    void rehearse() {
        if (!dryRun && device.leavesRoom()) {
            Thread.ofPlatform()
                    .daemon()
                    .name("glissade-rehearsal")
                    // Whatever is wrong here, the training will tell of it.
                    .uncaughtExceptionHandler((_, _) -> {})
                    .start(() -> Rehearsal.run(Device.best()));
        }
    }

    private boolean takesData(String word) {
        data = word;
        return true;
    }

    private boolean takesFlag(String name) {
        switch (name) {
            case "--json" -> json = true;
            case "--quiet" -> quiet = true;
            case "--dry-run" -> dryRun = true;
            case "--time-first-step" -> timeFirstStep = true;
            default -> {
                return restarts.takesFlag(name);
            }
        }
        return true;
    }

    private boolean takesOption(String name, String value) {
        switch (name) {
            case "--target" -> target = value;
            case "--network" -> network = value;
            case "--epochs" -> epochs = Integer.valueOf(value);
            case "--batch" -> batch = value;
            case "--loss" -> loss = value;
            case "--patience" -> patience = Integer.valueOf(value);
            case "--seed" -> seed = Long.valueOf(value);
            case "--output" -> output = value;
            case "--run-folder" -> runs = value;
            case "--memory" -> memory = value;
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    void run() {
        if (resume == null) {
            if (data.isEmpty()) {
                throw wrong("Missing required parameter: 'DATA'");
            }
            train(null);
            return;
        }
        if (dryRun) {
            throw wrong("--dry-run is for new runs; leave it or --resume out");
        }
        RunFolder folder = new RunFolder(Source.path(resume));
        List<String> words = Request.of(folder).resumedWith(Request.typed(data, options()));
        Train again = new Train(console());
        new CommandLine(again).parseArgs(words.toArray(String[]::new));
        again.json = json;
        again.quiet = quiet;
        try {
            again.train(folder);
        } finally {
            current = again.current;
        }
    }

    /// The options as they were typed; those of flags have empty values.
    Map<String, String> options() {
        Map<String, String> known = plain;
        return known == null ? typedOptions() : known;
    }

    /// @param old the run to go on with; null for a new one
    private void train(@Nullable RunFolder old) {
        shares.check(this);
        saving.check(this);
        restarts.check(this, dryRun);
        if (old != null && restarts.isOn()) {
            throw new UsageException(
                    "a training of many starts is not saved on the way, so there is nothing to resume",
                    "repeat it: equal seeds give equal models");
        }
        @Nullable Long available = available();
        Trainer trainer = trainer();
        Device chosen = device.device();
        @Nullable Path file = output == null ? null : OutputFile.checked("--output", output);
        Path folder = OutputFile.checkedFolder("--run-folder", runs);
        TrainingData prepared =
                TrainingData.of(Source.open(data), target, shares, trainer.settings().seed());

        if (dryRun) {
            plan(trainer.on(chosen), prepared, available);
            return;
        }
        // Stdout belongs to the result alone where a program reads it.
        PrintStream talk = json ? console().err() : console().out();
        JsonObject settings = settings(trainer, chosen);
        try (Run run =
                        old == null
                                ? new Run(folder, Source.shortName(data), settings)
                                : Run.again(old, settings);
                Signals signals = new Signals(console().err())) {
            current = run;
            Trainer listening =
                    trainer.on(chosen)
                            .preprocessing(prepared.preparation().toJson())
                            .listen(run)
                            .listen(this::warn)
                            .checkpoints(saving.in(run::checkpoints))
                            .stopWhen(signals);
            if (!quiet) {
                listening = listening.listen(new Progress(console(), talk, prepared.story()));
            }
            if (timeFirstStep) {
                listening = listening.listen(new FirstStep(console().err()));
            }
            if (restarts.isOn()) {
                trainMany(listening, prepared, run, file);
                return;
            }
            TrainResult result =
                    guarded(
                            listening,
                            one ->
                                    old != null
                                            ? one.resume(prepared.split())
                                            : one.fit(prepared.split()));
            run.save(result.model());
            if (file != null) {
                result.model().save(file);
            }
            Path model = file == null ? run.model() : file;
            show(result, model, run.path());
        }
    }

    /// Warnings are told even where nothing else is.
    private void warn(TrainEvent event) {
        if (event instanceof TrainEvent.Resumed resumed) {
            resumed.warnings()
                    .forEach(warning -> console().err().println("warning     " + warning));
        }
    }

    private void trainMany(Trainer trainer, TrainingData data, Run run, @Nullable Path file) {
        RestartResult many = guarded(trainer, one -> restarts.fit(one, data.split()));
        run.save(many.best().model());
        if (file != null) {
            many.best().model().save(file);
        }
        Evaluation ensemble = restarts.ensemble(many, data.split(), run.path());
        Path model = file == null ? run.model() : file;
        if (json) {
            JsonObject.Builder result = JsonObject.builder();
            Outcome.toJson(many.best(), seedOf(many.best()), model, run.path())
                    .members()
                    .forEach(result::put);
            result.put("restarts", RestartSpread.toJson(many));
            if (ensemble != null) {
                result.put("ensemble", Outcome.toJson(many.best().model().task(), ensemble));
            }
            console().out().println(Json.compact(result.build()));
            return;
        }
        console().out().print(RestartSpread.text(many));
        show(many.best(), model, run.path());
        if (ensemble != null) {
            console().out().print(Outcome.text("ensemble", ensemble));
        }
    }

    /// Trains; whatever the trainer refuses before its first step is about what the user asked for.
    private static <T> T guarded(Trainer trainer, Function<Trainer, T> fit) {
        boolean[] started = {false};
        Trainer listening =
                trainer.listen(event ->
                        started[0] |=
                                event instanceof TrainEvent.Started
                                        || event instanceof TrainEvent.Resumed);
        try {
            return fit.apply(listening);
        } catch (IllegalArgumentException refused) {
            throw started[0] ? refused : UsageException.of(refused);
        }
    }

    @Override
    String advice(Throwable failure) {
        Run run = current;
        if (run == null || !run.isSaved()) {
            return "";
        }
        return failure instanceof TrainingDivergedException
                ? "  saved    the last good checkpoint is in " + run.checkpoints()
                : "  resume   glissade train --resume " + run.path();
    }

    /// What `--memory` says, in bytes; null if it was not given.
    private @Nullable Long available() {
        if (memory == null) {
            return null;
        }
        if (!dryRun) {
            throw wrong("--memory is for --dry-run; add that, or leave it out");
        }
        Long bytes = DryRun.size(memory);
        if (bytes == null) {
            throw wrong(
                    "Invalid value for option '--memory': expected a size such as 800MB or 4GB, but got \""
                            + memory
                            + "\"");
        }
        return bytes;
    }

    private void plan(Trainer trainer, TrainingData data, @Nullable Long given) {
        long available = given == null ? DryRun.availableHere() : given;
        DryRun planned;
        try {
            planned =
                    new DryRun(
                            trainer.plan(data.split()),
                            trainer.largestBatch(data.split(), available),
                            available,
                            given == null
                                    ? "what the JVM may take outside of its heap here"
                                    : "--memory",
                            data.split().train().rows());
        } catch (IllegalArgumentException refused) {
            throw UsageException.of(refused);
        }
        if (!quiet) {
            data.story().forEach((json ? console().err() : console().out())::println);
        }
        if (json) {
            console().out().println(planned.json());
        } else {
            planned.print(console().out());
        }
    }

    private Trainer trainer() {
        try {
            Trainer trainer = Trainer.of(network);
            if (epochs != null) {
                trainer = trainer.epochs(epochs);
            }
            if (batch != null) {
                trainer = trainer.batchSize(batchSize(batch));
            }
            if (seed != null) {
                trainer = trainer.seed(seed);
            }
            if (patience != null) {
                trainer = trainer.earlyStopping(EarlyStopping.after(patience));
            }
            if (loss != null) {
                trainer = trainer.loss(Loss.parse(loss));
            }
            trainer = learning.apply(this, trainer);
            return trainer.stopping(stop.rules(this));
        } catch (IllegalArgumentException refused) {
            throw UsageException.of(refused);
        }
    }

    private int batchSize(String text) {
        if (text.equalsIgnoreCase("full")) {
            return TrainSettings.FULL_BATCH;
        }
        try {
            int rows = Integer.parseInt(text);
            if (rows >= 1) {
                return rows;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw wrong(
                "Invalid value for option '--batch': expected a number of rows from 1 on, or full, but got \""
                        + text
                        + "\"");
    }

    /// What was asked for, so that the run can be repeated.
    private JsonObject settings(Trainer trainer, Device chosen) {
        JsonObject.Builder settings = JsonObject.builder().put("data", data);
        Request.typed(data, options()).addTo(settings);
        return settings.put(
                        "target",
                        target == null
                                ? org.glissade.learn.file.JsonNull.NULL
                                : JsonValue.of(target))
                .put("network", network)
                .put("validation", shares.validation())
                .put("test", shares.test())
                .put("training", trainer.settings().toJson())
                .put("device", chosen.toString())
                .put("glissade", Version.number())
                .put("java", Runtime.version().toString())
                .build();
    }

    private void show(TrainResult result, Path model, Path run) {
        PrintStream out = console().out();
        if (json) {
            out.println(Json.compact(Outcome.toJson(result, seedOf(result), model, run)));
        } else {
            out.print(Outcome.text(result));
            out.println("model       " + model);
            out.println("run         " + run);
        }
    }

    private long seedOf(TrainResult result) {
        return result.model().notes().provenance().whole("seed");
    }
}
