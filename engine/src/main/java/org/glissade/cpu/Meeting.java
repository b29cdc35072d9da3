package org.glissade.cpu;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What the threads of a [Team] share: the task, the counters by which they wait for each other,
/// and the first failure.
final class Meeting {
    // Slots of `state`, each in cache lines of its own.
    private static final int LINE = 32;
    private static final int ROUND = LINE;
    private static final int FINISHED = 2 * LINE;
    private static final int ARRIVED = 3 * LINE;
    private static final int GENERATION = 4 * LINE;
    private static final int CLOSED = 5 * LINE;
    private static final int FAILED = 6 * LINE;

    /// The first of the slots that say which member is parked.
    private static final int PARKED = 7 * LINE;

    /// How long a daemon stays awake for the next run: longer than a caller takes between steps.
    private static final long AWAKE_NANOS = 100_000;

    /// How often a waiting member spins before it yields its core, and yields before it sleeps. A
    /// member that sleeps comes late to the next meeting, where the others then fall asleep: it
    /// pays to stay awake for a millisecond or so.
    private static final int SPINS = 20_000;

    private static final int YIELDS = 2_000;
    private static final long SLEEP_NANOS = 50_000;

    /// Ends the share of a member that would wait for one that has failed.
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super("another member of the team failed", null, false, false);
        }
    }

    private final int members;
    private final int spins;
    private final AtomicIntegerArray state;
    private final Thread[] threads;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /// Written before ROUND, read after it; null between runs, when it would keep its owner alive.
    private Team.@Nullable Task task;

    Meeting(int members) {
        this.members = members;
        this.state = new AtomicIntegerArray(PARKED + (members + 1) * LINE);
        this.threads = new Thread[members];
        // With fewer cores than members, whoever spins holds up the one that it waits for.
        this.spins = members <= Runtime.getRuntime().availableProcessors() ? SPINS : 50;
    }

    void start(int member) {
        threads[member] =
                Thread.ofPlatform().daemon().name("glissade-" + member).start(() -> serve(member));
    }

    void run(Team.Task next) {
        if (state.get(CLOSED) != 0) {
            throw new IllegalStateException("the team is closed; make a new one");
        }
        task = next;
        state.set(FINISHED, 0);
        state.incrementAndGet(ROUND);
        for (int member = 1; member < members; member++) {
            if (state.get(parked(member)) != 0) {
                LockSupport.unpark(threads[member]);
            }
        }
        share(next, 0);
        for (int wait = 0; state.get(FINISHED) < members - 1; wait++) {
            pause(wait);
        }
        task = null;
        if (state.get(FAILED) != 0) {
            state.set(FAILED, 0);
            state.set(ARRIVED, 0);
            rethrow(failure.getAndSet(null));
        }
    }

    void barrier() {
        int generation = state.get(GENERATION);
        if (state.incrementAndGet(ARRIVED) == members) {
            state.set(ARRIVED, 0);
            state.set(GENERATION, generation + 1);
            return;
        }
        for (int wait = 0; state.get(GENERATION) == generation; wait++) {
            if (state.get(FAILED) != 0) {
                throw new Abandoned();
            }
            pause(wait);
        }
    }

    void close() {
        state.set(CLOSED, 1);
        for (int member = 1; member < members; member++) {
            LockSupport.unpark(threads[member]);
        }
    }

    private static int parked(int member) {
        return PARKED + member * LINE;
    }

    /// The life of a daemon.
    private void serve(int member) {
        int done = 0;
        while (awaitRound(member, done)) {
            done++;
            Team.Task next = task;
            if (next != null) {
                share(next, member);
            }
            state.incrementAndGet(FINISHED);
        }
    }

    /// Waits for the round after `done`; false if the team has closed instead.
    private boolean awaitRound(int member, int done) {
        long asleep = System.nanoTime() + (spins == SPINS ? AWAKE_NANOS : 0);
        while (state.get(ROUND) == done) {
            if (state.get(CLOSED) != 0) {
                return false;
            }
            for (int i = 0; i < 100 && state.get(ROUND) == done; i++) {
                Thread.onSpinWait();
            }
            if (state.get(ROUND) == done && System.nanoTime() - asleep > 0) {
                state.set(parked(member), 1);
                // Whoever starts a round or closes looks at the slot after that.
                if (state.get(ROUND) == done && state.get(CLOSED) == 0) {
                    LockSupport.park(this);
                }
                state.set(parked(member), 0);
            }
        }
        return true;
    }

    private void share(Team.Task next, int member) {
        try {
            next.run(member, members);
        } catch (Abandoned _) {
            // The failure that it follows is the one to report.
        } catch (Throwable thrown) {
            failure.compareAndSet(null, thrown);
            state.set(FAILED, 1);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint is all that is asked of the scheduler
    private void pause(int wait) {
        if (wait < spins) {
            Thread.onSpinWait();
        } else if (wait < spins + YIELDS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(this, SLEEP_NANOS);
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        switch (failure) {
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            case null, default ->
                    throw new IllegalStateException("a member of the team failed", failure);
        }
    }
}
