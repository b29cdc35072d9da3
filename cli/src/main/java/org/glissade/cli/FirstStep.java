package org.glissade.cli;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Consumer;
import org.glissade.learn.train.TrainEvent;

/// Tells once how long it took from the start of the launcher, or of the JVM where none is known,
/// to the end of the first reported step.
final class FirstStep implements Consumer<TrainEvent> {
    private final PrintStream err;
    private boolean isTold;

    FirstStep(PrintStream err) {
        this.err = err;
    }

    @Override
    public void accept(TrainEvent event) {
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
