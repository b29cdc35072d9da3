package org.glissade.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.glissade.backend.Program;
import org.jspecify.annotations.Nullable;

/// The works of a plan in their order, run by one thread or by a team.
///
/// Members meet only where one would otherwise touch bytes that another has touched since they last
/// met: a chain of works over the rows of a batch, forward and backward, runs without a meeting.
final class CpuProgram implements Program {
    /// Below this cost the whole program runs on the calling thread. Tests set it to 0, so that
    /// small programs are shared too.
    private static final long TEAM_FROM = Long.getLong("glissade.cpu.teamFrom", 2_000_000);

    private final Work[] works;
    private final boolean[] meetBefore;
    private final @Nullable Team team;
    private final Team.Task task;

    CpuProgram(List<Work> works, int threads) {
        this.works = works.toArray(Work[]::new);
        this.meetBefore = new boolean[this.works.length];
        long total = 0;
        List<Access> sinceMeeting = new ArrayList<>();
        for (int i = 0; i < meetBefore.length; i++) {
            total += this.works[i].cost();
            List<Access> next = this.works[i].accesses();
            meetBefore[i] =
                    sinceMeeting.stream()
                            .anyMatch(access -> next.stream().anyMatch(access::conflicts));
            if (meetBefore[i]) {
                sinceMeeting.clear();
            }
            sinceMeeting.addAll(next);
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

    private void share(int member, int members) {
        Team meeting = Objects.requireNonNull(team);
        for (int i = 0; i < works.length; i++) {
            if (meetBefore[i]) {
                meeting.barrier();
            }
            works[i].run(member, members);
        }
    }

    /// How often the members meet within a run.
    int meetings() {
        int count = 0;
        for (boolean meets : meetBefore) {
            count += meets ? 1 : 0;
        }
        return count;
    }

    @Override
    public void close() {
        if (team != null) {
            team.close();
        }
    }
}
