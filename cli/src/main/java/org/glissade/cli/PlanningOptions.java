package org.glissade.cli;

import org.glissade.learn.data.Split;
import org.glissade.learn.train.Trainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that ask for a plan of the training instead of the training.
final class PlanningOptions implements OptionGroup {
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

    /// Picocli makes it.
    PlanningOptions() {}

    @Override
    public boolean takes(String name, String value) {
        if (!name.equals("--memory")) {
            return false;
        }
        memory = value;
        return true;
    }

    @Override
    public boolean takesFlag(String name) {
        if (!name.equals("--dry-run")) {
            return false;
        }
        dryRun = true;
        return true;
    }

    @Override
    public void check(Subcommand command) {
        if (memory == null) {
            return;
        }
        if (!dryRun) {
            throw command.wrong("--memory is for --dry-run; add that, or leave it out");
        }
        if (DryRun.size(memory) == null) {
            throw command.wrong(
                    "Invalid value for option '--memory': expected a size such as 800MB or 4GB, but got \""
                            + memory
                            + "\"");
        }
    }

    /// Whether a plan is asked for.
    boolean isOn() {
        return dryRun;
    }

    /// What the training would take.
    ///
    /// @throws UsageException if the trainer refuses the data
    DryRun plan(Trainer trainer, Split split) {
        @Nullable Long given = memory == null ? null : DryRun.size(memory);
        long available = given == null ? DryRun.availableHere() : given;
        try {
            return new DryRun(
                    trainer.plan(split),
                    trainer.largestBatch(split, available),
                    available,
                    given == null ? "what the JVM may take outside of its heap here" : "--memory",
                    split.train().rows());
        } catch (IllegalArgumentException refused) {
            throw UsageException.of(refused);
        }
    }
}
