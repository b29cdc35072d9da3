package org.glissade.cli;

import java.nio.file.Path;
import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.Json;
import org.glissade.learn.search.CrossValidation;
import org.glissade.learn.search.Search;
import org.glissade.learn.search.Trial;
import org.glissade.learn.train.Trainer;
import org.glissade.runtime.Device;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade tune`.
@Command(
        name = "tune",
        header = "Looks for settings that suit the data.",
        description = {
            "Without --learning-rate: random search over learning rate, width, depth, batch size, weight decay and dropout."
                    + " All candidates are trained for a few epochs, the best third of them for three times as many, and"
                    + " so on (successive halving). They are judged by the validation loss; the rows for the test are"
                    + " never looked at.",
            "With --learning-rate: a range test of a network's learning rate. Over 300 steps the rate grows from 1e-6 to"
                    + " 10; the curve of the loss shows which rates learn."
        },
        footer = {
            "",
            "Examples:",
            "  glissade tune sample:digits",
            "  glissade tune houses.csv --target price --trials 81 --budget 81 --folds 5",
            "  glissade tune --resume runs/20260102-030405-tune-houses",
            "  glissade tune fashion-mnist/ --learning-rate --network \"dense(256) gelu\""
        })
final class Tune extends Subcommand {
    @Mixin private final DataOptions data = new DataOptions();

    @Option(
            names = "--learning-rate",
            description = "Test a range of learning rates instead of searching.")
    private boolean learningRate;

    @Mixin private final RangeOptions range = new RangeOptions();

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "How many candidates there are. Default: 27.")
    private @Nullable Integer trials;

    @Option(
            names = "--budget",
            paramLabel = "EPOCHS",
            description =
                    "How many epochs the last candidates are trained for at most. Default: 27.")
    private @Nullable Integer budget;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description =
                    "Judge by K-fold cross-validation, each class spread evenly over the folds. Default: by one part of"
                            + " the rows, see --validation.")
    private @Nullable Integer folds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides the split, the candidates and their trainings. Default: 1.")
    private @Nullable Long seed;

    @Mixin private final DeviceOptions device = new DeviceOptions();

    @Option(
            names = "--run-folder",
            paramLabel = "FOLDER",
            defaultValue = "runs",
            description = "Where a folder TIME-tune-NAME is left. Default: ${DEFAULT-VALUE}.")
    private String runs = "runs";

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description = "Go on with a search that was interrupted, to the same outcome.")
    private @Nullable String resume;

    @Mixin private final ShowingOptions showing = new ShowingOptions();

    Tune(Console console) {
        super(console);
    }

    @Override
    void run() {
        refuseContradictions();
        Device chosen = device.device();
        if (resume != null) {
            search(TuneRun.open(OutputFile.checkedFolder("--resume", resume)), chosen);
            return;
        }
        data.check(this);
        Path folder = OutputFile.checkedFolder("--run-folder", runs);
        if (learningRate) {
            Trainer trainer = range.trainer(this, seed == null ? 1 : seed).on(chosen);
            TrainingData prepared = data.prepare(trainer.settings().seed());
            showing.tell(console(), prepared.story());
            new RangeTest(console(), showing.isQuiet(), showing.isJson())
                    .run(trainer, prepared.split(), folder, Source.shortName(data.data()));
            return;
        }
        TuneRequest request =
                new TuneRequest(
                        data.data(),
                        data.target(),
                        data.shares().validation(),
                        data.shares().hasTest() ? data.shares().test() : null,
                        trials == null ? 27 : trials,
                        budget == null ? 27 : budget,
                        folds == null ? 0 : folds,
                        seed == null ? 1 : seed);
        search(TuneRun.planned(request, folder), chosen);
    }

    private void refuseContradictions() {
        if (resume != null
                && (data.isGiven()
                        || data.target() != null
                        || learningRate
                        || trials != null
                        || budget != null
                        || folds != null
                        || seed != null)) {
            throw wrong(
                    "--resume goes on with the settings of the folder; leave DATA and all other settings out");
        }
        if (learningRate && (trials != null || budget != null || folds != null)) {
            throw wrong(
                    "--learning-rate tests a range of rates and knows no --trials, --budget or --folds; leave one of them out");
        }
        if (!learningRate && range.isGiven()) {
            throw wrong(
                    "--network, --optimizer and --batch are for --learning-rate; a search chooses them itself");
        }
        atLeast("--trials", trials, 1);
        atLeast("--budget", budget, 1);
        atLeast("--folds", folds, 2);
    }

    private void atLeast(String option, @Nullable Integer value, int least) {
        if (value != null && value < least) {
            throw wrong(
                    "Invalid value for option '"
                            + option
                            + "': "
                            + least
                            + " or more, but got "
                            + value);
        }
    }

    private void search(TuneRun run, Device chosen) {
        TuneRequest request = run.request();
        TrainingData prepared = request.prepare();
        Search search = search(request, prepared.split());
        run.checkData(prepared.split().train().fingerprint());
        List<Trial> known = run.trials();
        showing.tell(console(), prepared.story());
        showing.tell(
                console(),
                List.of(
                        "search      "
                                + search.rungs().stream()
                                        .map(rung -> rung.candidates() + " for " + rung.epochs())
                                        .reduce((a, b) -> a + ", " + b)
                                        .orElse("")
                                + " epochs"
                                + (known.isEmpty()
                                        ? ""
                                        : "; " + known.size() + " trials are done already")));
        run.begin(prepared.split().train().fingerprint());
        Bar bar = new Bar(console(), showing.isQuiet(), search.measurements());
        int[] done = {known.size()};
        bar.show(done[0], "");
        List<Trial> outcome =
                search.run(
                        chosen,
                        known,
                        trial -> {
                            run.log().accept(trial);
                            bar.show(++done[0], "  loss " + Numbers.significant(trial.loss()));
                        });
        bar.clear();
        TuneReport report = new TuneReport(request, outcome, run.folder());
        if (showing.isJson()) {
            console().out().println(Json.compact(report.toJson()));
        } else {
            console().out().print(report.text());
        }
    }

    private static Search search(TuneRequest request, Split split) {
        try {
            List<Split> splits =
                    request.folds() == 0
                            ? List.of(split)
                            : CrossValidation.splits(
                                    joined(split), request.folds(), request.seed());
            return new Search(
                    splits.stream()
                            .map(one -> new Split(one.train(), one.validation(), noTest(one)))
                            .toList(),
                    request.trials(),
                    request.budget(),
                    request.seed());
        } catch (IllegalArgumentException refused) {
            throw UsageException.of(refused);
        }
    }

    private static Dataset noTest(Split split) {
        return split.train().select();
    }

    private static Dataset joined(Split split) {
        return Dataset.concat(split.train(), split.validation());
    }
}
