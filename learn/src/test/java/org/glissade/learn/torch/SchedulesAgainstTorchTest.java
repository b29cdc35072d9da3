package org.glissade.learn.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.ReduceLROnPlateauScheduler;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.StepLR;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.glissade.learn.optimize.schedule.LearningRate;
import org.glissade.learn.optimize.schedule.ReduceOnPlateau;
import org.glissade.learn.optimize.schedule.StepDecay;
import org.junit.jupiter.api.Test;

/// The schedules of PyTorch's C++ interface.
class SchedulesAgainstTorchTest {
    private static final double RATE = 0.1;

    private static Optimizer optimizer() {
        SGD optimizer =
                new SGD(
                        new TensorVector(torch.zeros(1).set_requires_grad(true)),
                        new SGDOptions(RATE));
        optimizer.step();
        return optimizer;
    }

    private static double rate(Optimizer optimizer) {
        return optimizer.param_groups().get(0).options().get_lr();
    }

    @Test
    void stepDecayAgrees() {
        try (PointerScope _ = new PointerScope()) {
            Optimizer optimizer = optimizer();
            StepLR theirs = new StepLR(optimizer, 7, 0.3);
            LearningRate ours = new LearningRate(RATE, new StepDecay(7, 0.3), 300);
            for (int epoch = 0; epoch < 30; epoch++) {
                // Their first call sets the rate of epoch 0.
                theirs.step();
                assertThat(ours.at(10L * epoch, epoch))
                        .as("epoch %d", epoch)
                        .isCloseTo(rate(optimizer), within(1e-15));
            }
        }
    }

    @Test
    void reductionOnAPlateauAgrees() {
        try (PointerScope _ = new PointerScope()) {
            Optimizer optimizer = optimizer();
            // In F32, as their interface has it.
            float factor = 0.5f;
            ReduceLROnPlateauScheduler theirs =
                    new ReduceLROnPlateauScheduler(
                            optimizer,
                            ReduceLROnPlateauScheduler.SchedulerMode.min,
                            factor,
                            3,
                            0.01,
                            ReduceLROnPlateauScheduler.ThresholdMode.rel,
                            2,
                            new float[] {0.001f},
                            1e-8,
                            false);
            LearningRate ours =
                    new LearningRate(RATE, new ReduceOnPlateau(0.5, 3, 0.01, 2, 0.01), 200);
            for (int epoch = 0; epoch < 80; epoch++) {
                assertThat(ours.at(epoch, epoch))
                        .as("epoch %d", epoch)
                        .isCloseTo(rate(optimizer), within(1e-9));
                float loss = (float) (1 / (1.0 + Math.min(epoch, 20)) + 0.02 * Math.sin(epoch));
                ours.observe(loss);
                theirs.step(loss);
            }
            assertThat(rate(optimizer)).as("the least rate was reached").isLessThan(0.0011);
        }
    }
}
