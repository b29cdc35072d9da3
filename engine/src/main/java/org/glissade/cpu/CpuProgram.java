package org.glissade.cpu;

import java.util.List;
import org.glissade.backend.Program;
import org.jspecify.annotations.Nullable;

/// The works of a plan, run by one thread or by a team, whichever proves faster; or, where the plan
/// is small, one by one or as code of their own.
final class CpuProgram implements Program {
    /// Below this cost no team is ever tried: a hand-over would take longer than the run. Tests set
    /// it to 0, so that every program is shared.
    private static final long TEAM_FROM = Long.getLong("glissade.cpu.teamFrom", 30_000);

    private final Kernels kernels;
    private final WorkOrder alone;
    private final @Nullable Together together;
    private final @Nullable Contest contest;
    private final @Nullable WrittenProgram written;

    CpuProgram(Kernels kernels, List<Work> works, int threads) {
        this.kernels = kernels;
        this.alone = WorkOrder.alone(works);
        long cost = works.stream().mapToLong(Work::cost).sum();
        if (threads > 1 && cost >= TEAM_FROM) {
            Together team = new Together(WorkOrder.shared(works, threads), threads);
            this.together = team;
            this.written = null;
            this.contest = new Contest(team::run, this::runAlone);
        } else {
            WrittenProgram code = WrittenProgram.of(kernels, works, cost);
            this.together = null;
            this.written = code;
            this.contest = code == null ? null : new Contest(code::run, this::runAlone);
        }
    }

    @Override
    public void run() {
        if (contest == null) {
            runAlone();
        } else if (written != null) {
            run(written, contest);
        } else if (together != null && TEAM_FROM == 0) {
            together.run();
        } else if (kernels.isSettled()) {
            contest.run();
        } else {
            runAlone();
        }
    }

    private void run(WrittenProgram code, Contest measured) {
        if (!code.isReady()) {
            runAlone();
        } else if (Loops.READY_AT_ONCE) {
            code.run();
        } else {
            measured.run();
        }
    }

    @Override
    public String describe() {
        String kind = "kernels: " + kernels.name() + (kernels.isSettled() ? "" : ", warming up");
        if (together == null || contest == null) {
            return kind
                    + "; one thread, since more would take longer to meet than to compute\n"
                    + (written == null || contest == null
                            ? ""
                            : "  "
                                    + written.describe()
                                    + "; "
                                    + contest.describe("the code", "one work after the other")
                                    + "\n")
                    + alone.describe();
        }
        return kind
                + "; "
                + together.team.members()
                + " threads or one, by measurement: "
                + contest.describe("the team", "one thread")
                + "\n"
                + together.order.describe();
    }

    private void runAlone() {
        for (Chain chain : alone.chains()) {
            chain.run();
        }
    }

    @Override
    public void close() {
        if (together != null) {
            together.team.close();
        }
        if (written != null) {
            written.close();
        }
    }

    /// What it takes to share the works among a team.
    private static final class Together {
        private final WorkOrder order;
        private final Chain[] chains;
        private final boolean[] meetBefore;
        private final Team team;
        private final Team.Task task = this::share;

        Together(WorkOrder order, int threads) {
            this.order = order;
            this.chains = order.chains();
            this.meetBefore = order.meetBefore();
            this.team = new Team(threads);
        }

        void run() {
            team.run(task);
        }

        private void share(int member, int members) {
            for (int i = 0; i < chains.length; i++) {
                if (meetBefore[i]) {
                    team.barrier();
                }
                Chain chain = chains[i];
                int pieces = chain.pieces();
                int from = Work.from(pieces, member, members);
                int to = Work.to(pieces, member, members);
                if (from < to) {
                    chain.run(member, from, to);
                }
            }
        }
    }
}
