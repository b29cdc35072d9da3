package org.glissade.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A program whose works take less time than it takes to call them, as code of its own: all that
/// can be written is, what cannot remains a call in between.
///
/// It is written when the program has been run often, and run when the JVM has compiled it.
final class WrittenProgram {
    /// Above this cost the works' own time matters, not the calls.
    static final long MOST_COST = 30_000;

    /// How often a program is run before it is worth a compiler's time.
    private static final int WORTHWHILE = 2_000;

    private static final int MOST_WORKS = 48;

    /// What a call of a work is reckoned as, in numbers computed.
    private static final long NUMBERS_PER_WORK = 40;

    private final List<Part> written = new ArrayList<>();
    private final Runnable[] parts;
    private final byte[] ready = new byte[1];
    private final int works;
    private final int left;
    private final long cost;
    private final WarmUp warmUp;
    private volatile boolean isClosed;
    private int runs;

    private WrittenProgram(WarmUp warmUp, List<Work> works) {
        this.warmUp = warmUp;
        this.works = works.size();
        this.cost = works.stream().mapToLong(Work::cost).sum();
        List<Runnable> all = new ArrayList<>();
        List<Fragment> open = new ArrayList<>();
        int called = 0;
        for (Work work : works) {
            Fragment fragment = work.fragment();
            if (fragment != null) {
                open.add(fragment);
                continue;
            }
            close(open, all);
            called++;
            all.add(work::run);
        }
        close(open, all);
        this.left = called;
        this.parts = all.toArray(Runnable[]::new);
    }

    private void close(List<Fragment> open, List<Runnable> all) {
        if (!open.isEmpty()) {
            Part part = new Part(open);
            open.clear();
            written.add(part);
            all.add(part);
        }
    }

    /// The works as a program of its own, or null where that does not pay.
    static @Nullable WrittenProgram of(Kernels kernels, List<Work> works, long cost) {
        if (!(kernels instanceof WarmingKernels warming)
                || cost > MOST_COST
                || works.size() > MOST_WORKS) {
            return null;
        }
        WrittenProgram program = new WrittenProgram(warming.warmUp(), works);
        return 2 * program.left < program.works ? program : null;
    }

    /// Whether the JVM has compiled it; asks for that when the program has been run often.
    boolean isReady() {
        if (ready[0] == WarmUp.READY) {
            return true;
        }
        if (++runs == WORTHWHILE || Loops.READY_AT_ONCE) {
            request();
        }
        return ready[0] == WarmUp.READY;
    }

    /// Runs the program once it [is ready][#isReady].
    void run() {
        for (Runnable part : parts) {
            part.run();
        }
    }

    /// Nobody will run it any more, so that others need not wait until it is compiled.
    void close() {
        isClosed = true;
    }

    /// What is written, and whether it can be run.
    String describe() {
        String how =
                ready[0] == WarmUp.READY
                        ? "as code written for exactly its sizes"
                        : "to be written as code of its own once it has been run often";
        return (works - left)
                + " of "
                + works
                + " works "
                + how
                + (left == 0 ? "" : ", the others called in between");
    }

    private void request() {
        if (Loops.READY_AT_ONCE) {
            written.forEach(Part::write);
            ready[0] = WarmUp.READY;
        } else {
            warmUp.request(ready, 0, this::trial, () -> !isClosed);
        }
    }

    /// Calls of all that is written, on memory that nobody needs.
    private WarmUp.Trial trial() {
        Runnable[] calls = written.stream().map(Part::write).toArray(Runnable[]::new);
        return new WarmUp.Trial(
                null,
                () -> {
                    for (Runnable call : calls) {
                        call.run();
                    }
                },
                NUMBERS_PER_WORK * works + cost);
    }

    /// Neighbouring works that are written.
    private static final class Part implements Runnable {
        private final WrittenWorks works;
        private final long[] addresses;
        private volatile @Nullable FusedWorks code;

        Part(List<Fragment> fragments) {
            this.works = WrittenWorks.of(fragments);
            this.addresses = works.addresses();
        }

        @Override
        public void run() {
            Objects.requireNonNull(code).run(addresses);
        }

        /// Has the code written, and returns a call of it on memory that nobody needs.
        Runnable write() {
            FusedWorks written = works.write();
            code = written;
            MemorySegment memory = works.elsewhere();
            long[] there = works.addressesIn(memory);
            return () -> {
                try {
                    written.run(there);
                } finally {
                    Reference.reachabilityFence(memory);
                }
            };
        }
    }
}
