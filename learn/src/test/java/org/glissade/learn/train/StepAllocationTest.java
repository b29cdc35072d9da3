package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.glissade.learn.data.Split;
import org.glissade.runtime.Device;
import org.junit.jupiter.api.Test;

class StepAllocationTest {
    private static final int STEPS = 2000;

    /// Ends the training as soon as an epoch has allocated less than two bytes a step.
    private static final class Watch implements Consumer<TrainEvent> {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private long before = Long.MIN_VALUE / 2;

        @Override
        public void accept(TrainEvent event) {
            if (event instanceof TrainEvent.EpochFinished) {
                long now = threads.getCurrentThreadAllocatedBytes();
                // The epoch's events and its shuffle take a few kilobytes, whatever the number of
                // steps.
                if (now - before < 4096 + 2 * STEPS) {
                    throw new Reached();
                }
                before = now;
            }
        }
    }

    private static final class Reached extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aStepAllocatesNothingOnceTheJitHasCompiledIt() {
        assertThatThrownBy(() ->
                        Trainer.of("dense(8) relu dropout(0.1)")
                                .batchSize(1)
                                .epochs(200)
                                .earlyStopping(EarlyStopping.off())
                                .on(Device.best().withThreads(1))
                                .listen(new Watch())
                                .fit(Split.trainOnly(Blobs.of(STEPS, 1))))
                .isInstanceOf(Reached.class);
    }
}
