package org.glissade.benchmarks.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.DoubleAdder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// How many fp32 operations a second the machine does at most: multiply-adds in registers, with as
/// many independent sums as it takes to hide their latency.
public final class PeakProbe {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int SUMS = 10;
    private static final int ITERATIONS = 2_000;
    private static final int WARM_UP = 400;
    private static final long SLICE_NANOSECONDS = 500_000;
    private static final double OPERATIONS = 2.0 * SUMS * SPECIES.length() * ITERATIONS;

    private PeakProbe() {}

    /// What all threads reach together, in GFLOP/s: the sum of each one's best half millisecond,
    /// which other work on the machine disturbs least.
    ///
    /// @param threads how many compute at once
    /// @param milliseconds to measure
    public static double gigaflops(int threads, int milliseconds) {
        DoubleAdder rates = new DoubleAdder();
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("peak-" + i)
                            .start(() -> rates.add(bestRate(start, milliseconds))));
        }
        try {
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return rates.sum();
    }

    private static double bestRate(CyclicBarrier start, int milliseconds) {
        float sum = 0;
        for (int call = 0; call < WARM_UP; call++) {
            sum += multiplyAdd(ITERATIONS, 0.5f);
        }
        await(start);
        double best = 0;
        long end = System.nanoTime() + milliseconds * 1_000_000L;
        for (long now = System.nanoTime(); now < end; ) {
            long began = now;
            long calls = 0;
            while (now - began < SLICE_NANOSECONDS) {
                sum += multiplyAdd(ITERATIONS, 0.5f);
                calls++;
                now = System.nanoTime();
            }
            best = Math.max(best, calls * OPERATIONS / (now - began));
        }
        if (Float.isNaN(sum)) {
            throw new IllegalStateException("the sums of the peak probe are no longer numbers");
        }
        return best;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("a thread of the peak probe was interrupted", e);
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
