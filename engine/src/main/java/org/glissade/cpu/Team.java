package org.glissade.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Threads that do one task together and meet at barriers.
final class Team implements AutoCloseable {
    interface Task {
        void run(int member, int members);
    }

    private final Thread[] others;
    private final int members;
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile int generation;
    private final AtomicInteger round = new AtomicInteger();
    private volatile boolean closed;
    private volatile Task task = (_, _) -> {};

    Team(int members) {
        this.members = members;
        this.others = new Thread[members - 1];
        for (int i = 0; i < others.length; i++) {
            int member = i + 1;
            others[i] =
                    Thread.ofPlatform()
                            .daemon()
                            .name("glissade-" + member)
                            .start(() -> work(member));
        }
    }

    void run(Task next) {
        task = next;
        round.incrementAndGet();
        for (Thread other : others) {
            LockSupport.unpark(other);
        }
        next.run(0, members);
        barrier();
    }

    private void work(int member) {
        int seen = 0;
        while (true) {
            while (round.get() == seen) {
                if (closed) {
                    return;
                }
                LockSupport.parkNanos(100_000);
            }
            seen++;
            task.run(member, members);
            barrier();
        }
    }

    void barrier() {
        int now = generation;
        if (arrived.incrementAndGet() == members) {
            arrived.set(0);
            generation = now + 1;
        } else {
            while (generation == now) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
