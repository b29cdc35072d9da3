package org.glissade.testkit.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/// PyTorch is the outside judge of values and gradients; first it must load at all.
class TorchLoadsTest {

    @Test
    void addsTwoTensors() {
        try (Tensor two = torch.full(new long[] {3}, new Scalar(2.0));
                Tensor sum = two.add(two)) {
            assertThat(sum.sum().item_double()).isEqualTo(12.0);
        }
    }
}
