package org.glissade.cpu;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// Finds out by measuring whether a team or one thread runs a program faster, and keeps finding
/// out: machines move threads between cores, and the JVM compiles what it has run for a while.
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

    /// A team must be this much faster to be worth the other cores.
    private static final double WORTH = 0.97;

    private final Runnable team;
    private final Runnable single;
    private final long[] alone = new long[TURNS / 2 * (TURN - 1)];
    private final long[] shared = new long[TURNS / 2 * (TURN - 1)];
    private int run;
    private int pause = FIRST_PAUSE;
    private int rest;
    private boolean teamWins;
    private long together;
    private long byOne;

    /// @param team runs the program by a team
    /// @param single runs it by the calling thread
    Contest(Runnable team, Runnable single) {
        this.team = team;
        this.single = single;
    }

    /// Runs the program once.
    void run() {
        if (rest > 0) {
            rest--;
            (teamWins ? team : single).run();
            return;
        }
        boolean teamsTurn = run / TURN % 2 == 0;
        long start = System.nanoTime();
        (teamsTurn ? team : single).run();
        long nanos = System.nanoTime() - start;
        int within = run % TURN;
        if (within > 0) {
            long[] times = teamsTurn ? shared : alone;
            times[run / TURN / 2 * (TURN - 1) + within - 1] = nanos;
        }
        run++;
        if (run == TURNS * TURN) {
            decide();
        }
    }

    /// What was measured last, and what follows from it.
    String describe() {
        if (together == 0) {
            return "not yet measured";
        }
        return "one thread takes %,d ns, the team %,d ns: %s"
                .formatted(byOne, together, teamWins ? "the team runs it" : "one thread runs it");
    }

    private void decide() {
        together = median(shared);
        byOne = median(alone);
        teamWins = together < WORTH * byOne;
        run = 0;
        rest = pause;
        pause = Math.clamp(LONGEST_PAUSE / Math.max(1, byOne), FIRST_PAUSE, 2 * pause);
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
