package org.glissade.cli;

import org.glissade.learn.train.TrainSettings;

/// The value of `--batch`.
final class BatchSize {
    private BatchSize() {}

    /// The rows in a step that a text such as `32` or `full` stands for.
    static int parse(Subcommand command, String text) {
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
        throw command.wrong(
                "Invalid value for option '--batch': expected a number of rows from 1 on, or full, but got \""
                        + text
                        + "\"");
    }
}
