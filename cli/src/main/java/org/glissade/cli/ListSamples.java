package org.glissade.cli;

import java.util.ArrayList;
import java.util.List;
import org.glissade.tables.Sample;
import org.glissade.tables.Samples;
import picocli.CommandLine.Command;

/// `glissade samples`.
@Command(
        name = "samples",
        header = "Lists the data sets that come with Glissade.",
        description = "Each can be used wherever a command takes DATA, as sample:NAME.",
        footer = {"", "Examples:", "  glissade samples", "  glissade train sample:iris"})
final class ListSamples extends Subcommand {
    ListSamples(Console console) {
        super(console);
    }

    @Override
    void run() {
        List<String[]> rows = new ArrayList<>();
        for (Sample sample : Samples.all()) {
            rows.add(
                    new String[] {
                        "sample:" + sample.name(),
                        Integer.toString(sample.rows()),
                        Integer.toString(sample.columns()),
                        sample.task(),
                        sample.description(),
                        sample.source()
                    });
        }
        console()
                .out()
                .print(TextTable.of(rows, "name", "#rows", "#columns", "task", "about", "source"));
    }
}
