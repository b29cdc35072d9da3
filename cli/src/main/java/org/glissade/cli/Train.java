package org.glissade.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.JsonNull;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.train.Rehearsal;
import org.glissade.learn.train.RestartResult;
import org.glissade.learn.train.RunFolder;
import org.glissade.learn.train.TrainEvent;
import org.glissade.learn.train.TrainResult;
import org.glissade.learn.train.Trainer;
import org.glissade.learn.train.TrainingDivergedException;
import org.glissade.runtime.Device;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "  glissade train sample:wine --l2 0.01 --mixup 0.2",
            "  glissade train photos/ --weights mnist.glissade --weights-map \"0.dense/*=0.dense/*\" --freeze 0.dense",
            "  glissade train prices.csv.gz --optimizer nesterov --learning-rate 0.05 --json",
            "  glissade train --resume runs/20260101-120000-digits",
            "",
            "Ctrl-C and SIGTERM let the step end, save the training, say how to go on with it, and exit with 130; a"
                    + " second one ends at once."
        })
final class Train extends Subcommand {
    /// All of these mixins. They are not private since some are read through this alone, which the
    /// compiler would take for unused.
    private final OptionGroups groups = new OptionGroups();

    @Mixin final DataOptions data = groups.with(new DataOptions());

    @Mixin final TrainingOptions training = groups.with(new TrainingOptions());

    @Mixin final LearningOptions learning = groups.with(new LearningOptions());

    @Mixin final RegularisationOptions regularisation = groups.with(new RegularisationOptions());

    @Mixin final StartOptions start = groups.with(new StartOptions());

    @Mixin final StopOptions stop = groups.with(new StopOptions());

    @Mixin final RestartOptions restarts = groups.with(new RestartOptions());

    @Mixin final DeviceOptions device = groups.with(new DeviceOptions());

    @Mixin final OutputOptions output = groups.with(new OutputOptions());

    @Mixin final SavingOptions saving = groups.with(new SavingOptions());

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description =
                    "Go on with the run in this folder, from its latest checkpoint, to the same result as if nothing"
                            + " had ended it. Needs nothing else; --epochs may be more than before.")
    private @Nullable String resume;

    @Mixin final PlanningOptions planning = groups.with(new PlanningOptions());

    @Mixin final ShowingOptions showing = groups.with(new ShowingOptions());

    @Mixin final FirstStep firstStep = groups.with(new FirstStep());

    /// The run in progress.
    private @Nullable Run current;

    Train(Console console) {
        super(console);
    }

    /// Sets the options from words as most users type them, without picocli.
    ///
    /// @return false if there is anything else, right or wrong, which picocli must look at; this
    ///   command is then of no use any more
    boolean takes(String... words) {
        return groups.take(words) && data.isGiven();
    }

    /// Brings the code of a training into the JVM on another thread, while this one will read the
    /// data: until the first step, most of the time goes there.
    void rehearse() {
        if (!planning.isOn() && device.leavesRoom()) {
            Thread.ofPlatform()
                    .daemon()
                    .name("glissade-rehearsal")
                    // Whatever is wrong here, the training will tell of it.
                    .uncaughtExceptionHandler((_, _) -> {})
                    .start(() -> Rehearsal.run(Device.best()));
        }
    }

    @Override
    void run() {
        if (resume == null) {
            train(null);
            return;
        }
        if (planning.isOn()) {
            throw wrong("--dry-run is for new runs; leave it or --resume out");
        }
        RunFolder folder = new RunFolder(Source.path(resume));
        List<String> words = Request.of(folder).resumedWith(Request.typed(data.data(), options()));
        Train again = new Train(console());
        new CommandLine(again).parseArgs(words.toArray(String[]::new));
        again.showing.follow(showing);
        try {
            again.train(folder);
        } finally {
            current = again.current;
        }
    }

    /// The options as they were typed; those of flags have empty values.
    Map<String, String> options() {
        Map<String, String> taken = groups.taken();
        return taken == null ? typedOptions() : taken;
    }

    /// @param old the run to go on with; null for a new one
    private void train(@Nullable RunFolder old) {
        groups.check(this);
        refuseContradictions();
        Trainer trainer = groups.applyTo(training.usual(), this);
        Device chosen = device.device();
        Path folder = output.runFolder();
        TrainingData prepared = data.prepare(trainer.settings().seed());
        trainer = regularisation.augment(trainer, prepared.preparation());
        List<String> story = new ArrayList<>(prepared.story());
        story.addAll(start.story(trainer, prepared.split()));
        if (planning.isOn()) {
            plan(trainer.on(chosen), prepared.split(), story);
            return;
        }
        JsonObject settings = settings(trainer, chosen);
        try (Run run =
                        old == null
                                ? new Run(folder, Source.shortName(data.data()), settings)
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
            listening = saving.keepPath(listening, run::weightPath);
            if (!showing.isQuiet()) {
                listening =
                        listening.listen(new Progress(console(), showing.talk(console()), story));
            }
            fit(listening, prepared.split(), run, old != null);
        }
    }

    private void refuseContradictions() {
        if (restarts.isOn() && planning.isOn()) {
            throw wrong(
                    "--dry-run plans one training and knows no --restarts; leave one of them out."
                            + " K starts take about K times the memory");
        }
    }

    private void plan(Trainer trainer, Split split, List<String> story) {
        DryRun planned = planning.plan(trainer, split);
        showing.tell(console(), story);
        if (showing.isJson()) {
            console().out().println(planned.json());
        } else {
            planned.print(console().out());
        }
    }

    private void fit(Trainer trainer, Split split, Run run, boolean isResumed) {
        boolean[] started = {false};
        Trainer listening =
                trainer.listen(event ->
                        started[0] |=
                                event instanceof TrainEvent.Started
                                        || event instanceof TrainEvent.Resumed);
        TrainReport report = new TrainReport(console().out(), showing.isJson());
        try {
            if (restarts.isOn()) {
                RestartResult many = restarts.fit(listening, split, isResumed);
                Path model = output.save(many.best().model(), run);
                report.show(many, restarts.ensemble(many, split, run.path()), model, run.path());
            } else {
                TrainResult result = isResumed ? listening.resume(split) : listening.fit(split);
                report.show(result, output.save(result.model(), run), run.path());
            }
        } catch (IllegalArgumentException refused) {
            // What the trainer refuses before its first step is about what the user asked for.
            throw started[0] ? refused : UsageException.of(refused);
        }
    }

    /// Warnings are told even where nothing else is.
    private void warn(TrainEvent event) {
        if (event instanceof TrainEvent.Resumed resumed) {
            resumed.warnings()
                    .forEach(warning -> console().err().println("warning     " + warning));
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

    /// What was asked for, so that the run can be repeated.
    private JsonObject settings(Trainer trainer, Device chosen) {
        JsonObject.Builder settings = JsonObject.builder().put("data", data.data());
        Request.typed(data.data(), options()).addTo(settings);
        @Nullable String target = data.target();
        return settings.put("target", target == null ? JsonNull.NULL : JsonValue.of(target))
                .put("network", training.network())
                .put("validation", data.shares().validation())
                .put("test", data.shares().test())
                .put("training", trainer.settings().toJson())
                .put("device", chosen.toString())
                .put("glissade", Version.number())
                .put("java", Runtime.version().toString())
                .build();
    }
}
