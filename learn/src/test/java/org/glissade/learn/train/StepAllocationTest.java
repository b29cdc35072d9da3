package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.data.Split;
import org.glissade.runtime.Device;
import org.junit.jupiter.api.Test;

class StepAllocationTest {
    @Test
    void aStepAllocatesNothingOnceWarm() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int rows = 2000;
        List<Long> allocated = new ArrayList<>();
        Trainer.of("dense(8) relu dropout(0.1)")
                .batchSize(1)
                .epochs(10)
                .earlyStopping(EarlyStopping.off())
                .on(Device.best().withThreads(1))
                .listen(event -> {
                    if (event instanceof TrainEvent.EpochFinished) {
                        allocated.add(threads.getCurrentThreadAllocatedBytes());
                    }
                })
                .fit(Split.trainOnly(Blobs.of(rows, 1)));
        long perEpoch = allocated.getLast() - allocated.get(allocated.size() - 2);
        // Twenty reported steps, one epoch's events and a shuffle: a few kilobytes, whatever the
        // number of steps.
        assertThat(perEpoch).as("bytes in an epoch of %d steps", rows).isLessThan(4L * rows);
    }
}
