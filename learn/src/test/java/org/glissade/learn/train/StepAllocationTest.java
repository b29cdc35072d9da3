package org.glissade.learn.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import org.glissade.learn.augment.AsImages;
import org.glissade.learn.augment.Mixup;
import org.glissade.learn.augment.RandomFlip;
import org.glissade.learn.augment.RandomShift;
import org.glissade.learn.data.Split;
import org.glissade.learn.optimize.Adam;
import org.glissade.runtime.Device;
import org.glissade.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    static List<Trainer> trainers() {
        return List.of(
                Trainer.of("dense(8) relu dropout(0.1)"),
                Trainer.of("noise(0.1) dense(8) selu alpha-dropout(0.1) dense(8) drop-path(0.1)")
                        .optimizer(new Adam(0.001).penalised(0.01, 0.01).withMaxNorm(2))
                        .regularisation(Regularisation.NONE.withWeightNoise(0.01))
                        .augment(new AsImages(Shape.of(1, 2), new RandomShift(1, 0)))
                        .augment(new AsImages(Shape.of(1, 2), new RandomFlip()))
                        .augment(new Mixup(0.2)));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void aStepAllocatesNothingOnceTheJitHasCompiledIt(Trainer trainer) {
        assertThatThrownBy(() ->
                        trainer.batchSize(2)
                                .epochs(200)
                                .earlyStopping(EarlyStopping.off())
                                .on(Device.best().withThreads(1))
                                .listen(new Watch())
                                .fit(Split.trainOnly(Blobs.of(2 * STEPS, 1))))
                .isInstanceOf(Reached.class);
    }
}
