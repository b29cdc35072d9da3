package org.glissade.benchmarks.probe;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// How long a word from one thread takes to reach another that spins for it: the price of every
/// barrier. On a virtual machine it changes while a benchmark runs, as cores are moved.
public final class HandoffProbe {
    private static final int ROUNDS = 4_000;
    private static final int REPETITIONS = 5;
    private static final int ROUNDS_BETWEEN_LOOKS = 50;
    private static final int OVER = -1;

    /// Where other work keeps the cores busy, an exchange would take seconds.
    private static final long LONGEST_NANOSECONDS = 10_000_000;

    // One 64-byte line each, and its neighbour that the prefetcher brings along.
    private static final class Padded extends AtomicInteger {
        private static final long serialVersionUID = 1;

        @SuppressWarnings({"unused", "UnusedVariable"})
        private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16;
    }

    private HandoffProbe() {}

    /// The median latency of one hand-off in nanoseconds, measured in a few milliseconds; NaN on a
    /// single processor.
    public static double nanoseconds() {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return Double.NaN;
        }
        double[] latencies = new double[REPETITIONS];
        exchange();
        for (int i = 0; i < REPETITIONS; i++) {
            latencies[i] = exchange();
        }
        Arrays.sort(latencies);
        return latencies[REPETITIONS / 2];
    }

    private static double exchange() {
        Padded ping = new Padded();
        Padded pong = new Padded();
        Thread partner =
                Thread.ofPlatform().daemon().name("hand-off").start(() -> answer(ping, pong));
        // Thread start is not part of the measurement: one round first.
        ask(ping, pong, 1);
        long start = System.nanoTime();
        long elapsed = 0;
        int round = 1;
        while (round < ROUNDS && elapsed < LONGEST_NANOSECONDS) {
            for (int last = round + ROUNDS_BETWEEN_LOOKS; round < last; ) {
                ask(ping, pong, ++round);
            }
            elapsed = System.nanoTime() - start;
        }
        ping.setRelease(OVER);
        try {
            partner.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return elapsed / (2.0 * (round - 1));
    }

    private static void ask(AtomicInteger ping, AtomicInteger pong, int round) {
        ping.setRelease(round);
        while (pong.getAcquire() != round) {
            Thread.onSpinWait();
        }
    }

    private static void answer(AtomicInteger ping, AtomicInteger pong) {
        int answered = 0;
        while (answered != OVER) {
            int round = ping.getAcquire();
            if (round != answered) {
                pong.setRelease(round);
                answered = round;
            }
            Thread.onSpinWait();
        }
    }
}
