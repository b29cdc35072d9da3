package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    /// Long enough for thousands of calls, should anybody make them.
    private static final long PATIENCE = 20_000_000_000L;

    private final WarmUp warmUp = new WarmUp(new ScalarKernels(), new ScalarKernels());
    private final byte[] table = new byte[3];

    private void await() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!warmUp.isIdle() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(warmUp.isIdle()).as("idle").isTrue();
    }

    private static WarmUp.Trial trial(AtomicInteger calls) {
        return new WarmUp.Trial(null, calls::incrementAndGet, 1_000_000);
    }

    @Test
    void whatNobodyWantsAnyMoreIsNotEvenWritten() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        warmUp.request(table, 0, () -> trial(calls), () -> false);
        warmUp.request(table, 1, () -> trial(new AtomicInteger()));
        await();
        assertThat(calls).hasValue(0);
        assertThat(table).containsExactly(WarmUp.WARMING, WarmUp.READY, WarmUp.UNKNOWN);
    }

    @Test
    void whatIsGivenUpWhileItWarmsUpIsLeftAtOnce() throws InterruptedException {
        AtomicBoolean isWanted = new AtomicBoolean(true);
        AtomicInteger calls = new AtomicInteger();
        // So slow that it would be visited again and again.
        WarmUp.Trial slow =
                new WarmUp.Trial(
                        null,
                        () -> {
                            isWanted.set(calls.incrementAndGet() < 3);
                            long end = System.nanoTime() + 50_000_000;
                            while (System.nanoTime() < end) {
                                Thread.onSpinWait();
                            }
                        },
                        1);
        warmUp.request(table, 0, () -> slow, isWanted::get);
        await();
        assertThat(calls.get()).isBetween(3, 4);
        assertThat(table[0]).isEqualTo(WarmUp.WARMING);
    }
}
