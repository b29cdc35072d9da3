package org.glissade.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.explain.Chain;
import org.glissade.learn.explain.Explanation;
import org.glissade.learn.explain.WeightIndex;
import org.glissade.learn.file.Json;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.layer.Network;
import org.glissade.report.ExplanationPage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `glissade explain`.
@Command(
        name = "explain",
        header = "Shows backpropagation for one row of data, number by number.",
        description = {
            "Forward: every weighted sum s and activity f. Then the error E, the deltas of each layer (how much E changes"
                    + " with a unit's sum), and the derivative of every weight: activity times delta.",
            "--weight takes one derivative apart: all paths from the weight to the error, each a chain of factors, their"
                    + " sum, and beside it the derivative found by trying.",
            "Everything is computed in double precision, without dropout or other randomness."
        },
        footer = {
            "",
            "Examples:",
            "  glissade explain flowers.glissade sample:iris --row 0",
            "  glissade explain flowers.glissade sample:iris --row 0 --weight 0.dense/weight[2,3]",
            "  glissade explain flowers.glissade sample:iris --row 0 --html explanation.html"
        })
final class Explain extends Subcommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = LoadedModel.HELP)
    private String model = "";

    @Parameters(index = "1", paramLabel = "DATA", description = Source.HELP)
    private String data = "";

    @Option(
            names = "--row",
            paramLabel = "N",
            defaultValue = "0",
            description = "Which row of the data, counted from 0. Default: ${DEFAULT-VALUE}.")
    private int row;

    @Option(
            names = "--weight",
            paramLabel = "PATH[I,J]",
            description =
                    "Take the derivative of this weight apart. Paths are those of glissade inspect, with /weight or /bias;"
                            + " indices count from 0.")
    private @Nullable String weight;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "Of larger layers show this many units, derivatives and paths, the strongest. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int most = 10;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write a page that shows everything, and where each number comes from. It needs no network.")
    private @Nullable String html;

    @Option(names = "--json", description = "Print everything as one JSON object.")
    private boolean json;

    @Mixin private DeviceOptions device = new DeviceOptions();

    @Option(names = "--quiet", description = "No notes on stderr.")
    private boolean quiet;

    Explain(Console console) {
        super(console);
    }

    @Override
    void run() {
        if (most < 1) {
            throw wrong("Invalid value for option '--most': at least 1 is shown, but got " + most);
        }
        @Nullable Path page = html == null ? null : OutputFile.checked("--html", html);
        LoadedModel loaded = LoadedModel.open(model);
        List<String> warnings = new ArrayList<>();
        Dataset dataset = loaded.dataset(Source.open(data), warnings);
        if (!quiet) {
            warnings.forEach(warning -> console().err().println("note        " + warning));
        }
        Explanation explanation = explanation(loaded, dataset);
        @Nullable WeightIndex asked = weight == null ? null : index(weight);
        @Nullable Chain chain = asked == null ? null : chain(explanation, asked);
        if (page != null) {
            write(page, explanation, chain);
        }
        if (json) {
            console().out().println(Json.compact(toJson(explanation, chain)));
        } else if (page == null) {
            print(loaded.path(), explanation, chain);
        }
    }

    private void write(Path page, Explanation explanation, @Nullable Chain chain) {
        Chain shown = chain == null ? explanation.chain(explanation.steepest(), most) : chain;
        String about = Network.text(explanation.model().network()) + ", row " + row + " of " + data;
        ExplanationPage.of(explanation, shown, about, most).write(page);
        if (!quiet) {
            console().err().println("explanation written to " + page);
        }
    }

    private Explanation explanation(LoadedModel loaded, Dataset dataset) {
        try {
            return Explanation.of(loaded.model(), dataset, row, device.device());
        } catch (IllegalArgumentException wrong) {
            throw UsageException.of(wrong);
        }
    }

    private static WeightIndex index(String text) {
        try {
            return WeightIndex.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw UsageException.of(wrong);
        }
    }

    private Chain chain(Explanation explanation, WeightIndex asked) {
        try {
            return explanation.chain(asked, most);
        } catch (IllegalArgumentException wrong) {
            throw UsageException.of(wrong);
        }
    }

    private static JsonObject toJson(Explanation explanation, @Nullable Chain chain) {
        JsonObject whole = explanation.toJson();
        if (chain == null) {
            return whole;
        }
        JsonObject.Builder object = JsonObject.builder();
        whole.members().forEach(object::put);
        return object.put("chain", chain.toJson()).build();
    }

    private void print(Path file, Explanation explanation, @Nullable Chain chain) {
        PrintStream out = console().out();
        Ink ink = new Ink(console().hasColor() && isTerminal());
        out.println(
                ink.bold("network")
                        + "  "
                        + Network.text(explanation.model().network())
                        + "   "
                        + ink.dim("row " + row + " of " + data));
        out.println();
        if (chain != null) {
            out.print(ExplainChain.of(chain, ink));
            return;
        }
        out.print(ExplainText.of(explanation, ink, most));
        out.println();
        out.println(
                "One derivative as its chain of factors:  glissade explain "
                        + file
                        + " "
                        + data
                        + " --row "
                        + row
                        + " --weight "
                        + explanation.steepest());
    }

    /// Whether results go to a terminal; the console knows of progress only.
    // Which JDKs return null has changed more than once.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        java.io.Console terminal = System.console();
        return terminal != null && terminal.isTerminal();
    }
}
