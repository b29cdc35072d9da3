package org.glissade.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.glissade.learn.train.TrainEvent;

/// Tells once how long it took from the start of the process to the end of the first reported step.
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
            Instant now = Instant.now();
            ProcessHandle.Info process = ProcessHandle.current().info();
            Optional<Instant> start = process.startInstant();
            err.println(
                    "step "
                            + step.step()
                            + " ended "
                            + start.map(at -> Duration.between(at, now).toMillis() + " ms")
                                    .orElse("an unknown time")
                            + " after the start of the process ("
                            + process.totalCpuDuration().map(Duration::toMillis).orElse(-1L)
                            + " ms of processor time)");
        }
    }
}
