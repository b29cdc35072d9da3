package org.glissade.cpu;

import java.util.List;
import org.glissade.backend.Program;
import org.jspecify.annotations.Nullable;

/// The works of a plan in their order, run by one thread or by a team.
final class CpuProgram implements Program {
    /// Below this cost a work is done by one member: handing it over would take longer.
    private static final long SHARE_FROM = 20_000;

    /// Below this cost the whole program runs on the calling thread.
    private static final long TEAM_FROM = 400_000;

    private final Work[] works;
    private final boolean[] shared;
    private final @Nullable Team team;
    private final Team.Task task;

    CpuProgram(List<Work> works, int threads) {
        this.works = works.toArray(Work[]::new);
        this.shared = new boolean[this.works.length];
        long total = 0;
        for (int i = 0; i < shared.length; i++) {
            shared[i] = this.works[i].cost() >= SHARE_FROM;
            total += this.works[i].cost();
        }
        this.team = threads > 1 && total >= TEAM_FROM ? new Team(threads) : null;
        this.task = this::share;
    }

    @Override
    public void run() {
        if (team == null) {
            for (Work work : works) {
                work.run(0, 1);
            }
        } else {
            team.run(task);
        }
    }

    /// One member's part of the whole program. Members meet before and after every shared work;
    /// works that are not shared follow each other on the first member without meeting.
    private void share(int member, int members) {
        Team meeting = java.util.Objects.requireNonNull(team);
        for (int i = 0; i < works.length; i++) {
            if (shared[i]) {
                if (i > 0 && !shared[i - 1]) {
                    meeting.barrier();
                }
                works[i].run(member, members);
                meeting.barrier();
            } else if (member == 0) {
                works[i].run(0, 1);
            }
        }
    }

    @Override
    public void close() {
        if (team != null) {
            team.close();
        }
    }
}
