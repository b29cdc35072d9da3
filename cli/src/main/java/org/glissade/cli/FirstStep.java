package org.glissade.cli;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.glissade.learn.train.TrainEvent;
import org.glissade.learn.train.Trainer;
import picocli.CommandLine.Option;

/// Tells once how long it took from the start of the launcher, or of the JVM where none is known,
/// to the end of the first reported step, if a hidden option asks for it.
final class FirstStep implements OptionGroup {
    @Option(names = "--time-first-step", hidden = true)
    private boolean isTimed;

    private boolean isTold;

    /// Picocli makes it.
    FirstStep() {}

    @Override
    public boolean takes(String name, String value) {
        return false;
    }

    @Override
    public boolean takesFlag(String name) {
        if (!name.equals("--time-first-step")) {
            return false;
        }
        isTimed = true;
        return true;
    }

    @Override
    public Trainer apply(Subcommand command, Trainer trainer) {
        if (!isTimed) {
            return trainer;
        }
        PrintStream err = command.console().err();
        return trainer.listen(event -> tell(err, event));
    }

    private void tell(PrintStream err, TrainEvent event) {
        if (!isTold && event instanceof TrainEvent.StepFinished step) {
            isTold = true;
            long now = System.currentTimeMillis();
            Long launched = Long.getLong("glissade.launched");
            // The start that the operating system tells is rounded to whole seconds on some
            // machines.
            long start =
                    launched == null
                            ? ManagementFactory.getRuntimeMXBean().getStartTime()
                            : launched / 1000;
            ProcessHandle.Info process = ProcessHandle.current().info();
            err.println(
                    "step "
                            + step.step()
                            + " ended "
                            + (now - start)
                            + " ms after the start of the "
                            + (launched == null ? "JVM" : "launcher")
                            + " ("
                            + process.totalCpuDuration().map(Duration::toMillis).orElse(-1L)
                            + " ms of processor time)");
        }
    }
}
