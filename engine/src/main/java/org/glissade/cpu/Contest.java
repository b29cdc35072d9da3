package org.glissade.cpu;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// Finds out by measuring which of two ways runs a program faster, such as a team and one thread,
/// and keeps finding out: machines move threads between cores, and the JVM compiles what it has run
/// for a while.
///
/// A contest takes turns of a few runs each and compares the medians. Between contests runs are not
/// timed.
final class Contest {
    /// Runs of a turn; the first of a turn is not counted, because a team may have to be woken.
    private static final int TURN = 5;

    private static final int TURNS = 6;

    /// How many runs lie between the first contests; they double until they take this long.
    private static final int FIRST_PAUSE = 50;

    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    /// The challenger must be this much faster: a team, to be worth the other cores.
    private static final double WORTH = 0.97;

    private final Runnable challenger;
    private final Runnable usual;
    private final long[] usuals = new long[TURNS / 2 * (TURN - 1)];
    private final long[] challenges = new long[TURNS / 2 * (TURN - 1)];
    private int run;
    private int pause = FIRST_PAUSE;
    private int rest;
    private boolean wins;
    private long challengeNanos;
    private long usualNanos;

    /// @param challenger runs the program in the way that must prove better
    /// @param usual runs it in the usual way
    Contest(Runnable challenger, Runnable usual) {
        this.challenger = challenger;
        this.usual = usual;
    }

    /// Runs the program once.
    void run() {
        if (rest > 0) {
            rest--;
            (wins ? challenger : usual).run();
            return;
        }
        boolean challengersTurn = run / TURN % 2 == 0;
        long start = System.nanoTime();
        (challengersTurn ? challenger : usual).run();
        long nanos = System.nanoTime() - start;
        int within = run % TURN;
        if (within > 0) {
            long[] times = challengersTurn ? challenges : usuals;
            times[run / TURN / 2 * (TURN - 1) + within - 1] = nanos;
        }
        run++;
        if (run == TURNS * TURN) {
            decide();
        }
    }

    /// What was measured last, and what follows from it.
    ///
    /// @param challenger the name of the one way
    /// @param usual the name of the other
    String describe(String challenger, String usual) {
        if (challengeNanos == 0) {
            return "not yet measured";
        }
        return "%s takes %,d ns, %s %,d ns: %s runs it"
                .formatted(
                        usual, usualNanos, challenger, challengeNanos, wins ? challenger : usual);
    }

    private void decide() {
        challengeNanos = median(challenges);
        usualNanos = median(usuals);
        wins = challengeNanos < WORTH * usualNanos;
        run = 0;
        rest = pause;
        pause = Math.clamp(LONGEST_PAUSE / Math.max(1, usualNanos), FIRST_PAUSE, 2 * pause);
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
