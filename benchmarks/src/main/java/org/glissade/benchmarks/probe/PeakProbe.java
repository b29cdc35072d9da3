package org.glissade.benchmarks.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// How many fp32 operations a second the machine does at most: multiply-adds in registers, with as
/// many independent sums as it takes to hide their latency.
public final class PeakProbe {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int SUMS = 10;
    private static final int ITERATIONS = 20_000;
    private static final int SHORTEST_WARM_UP = 40;

    private PeakProbe() {}

    /// The best of three bursts, in GFLOP/s.
    ///
    /// @param threads how many compute at once
    /// @param milliseconds of each burst
    public static double gigaflops(int threads, int milliseconds) {
        double best = 0;
        for (int i = 0; i < 3; i++) {
            best = Math.max(best, burst(threads, milliseconds));
        }
        return best;
    }

    private static double burst(int threads, int milliseconds) {
        LongAdder calls = new LongAdder();
        DoubleAdder sink = new DoubleAdder();
        CountDownLatch ready = new CountDownLatch(threads);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("peak-" + i)
                            .start(() -> {
                                float sum = 0;
                                for (int call = 0; call < SHORTEST_WARM_UP; call++) {
                                    sum += multiplyAdd(ITERATIONS, 0.5f);
                                }
                                ready.countDown();
                                await(go);
                                long count = 0;
                                while (!over.getPlain()) {
                                    sum += multiplyAdd(ITERATIONS, 0.5f);
                                    count++;
                                    Thread.onSpinWait();
                                    if (over.get()) {
                                        break;
                                    }
                                }
                                calls.add(count);
                                sink.add(sum);
                            }));
        }
        await(ready);
        long start = System.nanoTime();
        go.countDown();
        try {
            Thread.sleep(milliseconds);
            over.set(true);
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        double elapsed = System.nanoTime() - start;
        if (Double.isNaN(sink.sum())) {
            throw new IllegalStateException("the sums of the peak probe are no longer numbers");
        }
        return calls.sum() * (2.0 * SUMS * SPECIES.length() * ITERATIONS) / elapsed;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static float multiplyAdd(int iterations, float factor) {
        FloatVector f = FloatVector.broadcast(SPECIES, factor);
        FloatVector a = f;
        FloatVector b = f.add(1);
        FloatVector c = f.add(2);
        FloatVector d = f.add(3);
        FloatVector e = f.add(4);
        FloatVector g = f.add(5);
        FloatVector h = f.add(6);
        FloatVector i = f.add(7);
        FloatVector j = f.add(8);
        FloatVector k = f.add(9);
        for (int n = 0; n < iterations; n++) {
            a = a.fma(f, f);
            b = b.fma(f, f);
            c = c.fma(f, f);
            d = d.fma(f, f);
            e = e.fma(f, f);
            g = g.fma(f, f);
            h = h.fma(f, f);
            i = i.fma(f, f);
            j = j.fma(f, f);
            k = k.fma(f, f);
        }
        return a.add(b).add(c).add(d).add(e).add(g).add(h).add(i).add(j).add(k).lane(0);
    }
}
