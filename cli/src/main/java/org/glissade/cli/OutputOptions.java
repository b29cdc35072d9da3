package org.glissade.cli;

import java.nio.file.Path;
import org.glissade.learn.model.Model;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say where a training leaves what it made.
final class OutputOptions implements OptionGroup {
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

    /// Picocli makes it.
    OutputOptions() {}

    @Override
    public boolean takes(String name, String value) {
        switch (name) {
            case "--output" -> output = value;
            case "--run-folder" -> runs = value;
            default -> {
                return false;
            }
        }
        return true;
    }

    /// The folder that gets a folder for each run.
    ///
    /// @throws UsageException if nothing can be written there, or not to `--output`
    Path runFolder() {
        if (output != null) {
            OutputFile.checked("--output", output);
        }
        return OutputFile.checkedFolder("--run-folder", runs);
    }

    /// Saves the model of a run.
    ///
    /// @return the file that the user is told of
    Path save(Model model, Run run) {
        run.save(model);
        if (output == null) {
            return run.model();
        }
        Path file = Source.path(output);
        model.save(file);
        return file;
    }
}
