package org.glissade.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that divide data into rows for training, validation and test.
final class Shares implements OptionGroup {
    private static final double USUAL = 0.2;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            description =
                    "Share of the rows that are not for the test, kept to decide when to stop and which weights are best."
                            + " Default: 0.2; 0 for none.")
    private @Nullable Double validation;

    @Option(
            names = "--test",
            paramLabel = "SHARE",
            description =
                    "Share of all rows kept for the test at the end. Default: 0.2; 0 for none. Not for folders that"
                            + " bring a test set.")
    private @Nullable Double test;

    /// Picocli makes it.
    Shares() {}

    @Override
    public boolean takes(String name, String value) {
        switch (name) {
            case "--validation" -> validation = Double.valueOf(value);
            case "--test" -> test = Double.valueOf(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void check(Subcommand command) {
        check(command, "--validation", validation);
        check(command, "--test", test);
    }

    private static void check(Subcommand command, String option, @Nullable Double share) {
        if (share != null && !(share >= 0 && share < 1)) {
            throw command.wrong(
                    "Invalid value for option '"
                            + option
                            + "': a share is at least 0 and below 1, but got "
                            + share);
        }
    }

    /// Whether the user chose the share of the test.
    boolean hasTest() {
        return test != null;
    }

    /// The share of all rows for the test.
    double test() {
        return test == null ? USUAL : test;
    }

    /// The share for validation of the rows that are not for the test.
    double validation() {
        return validation == null ? USUAL : validation;
    }

    /// The share for validation of all rows.
    double validationOfAll() {
        return validation() * (1 - test());
    }
}
