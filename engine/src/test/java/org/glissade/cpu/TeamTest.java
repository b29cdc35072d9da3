package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TeamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyMemberDoesItsShareOnceInEveryRun(int members) {
        try (Team team = new Team(members)) {
            AtomicIntegerArray done = new AtomicIntegerArray(members);
            for (int round = 1; round <= 500; round++) {
                team.run((member, of) -> done.addAndGet(member, of));
                for (int member = 0; member < members; member++) {
                    assertThat(done.get(member)).isEqualTo(round * members);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void afterABarrierEveryoneSeesWhatAllWroteBeforeIt(int members) {
        int[] plain = new int[members * 16];
        AtomicInteger wrong = new AtomicInteger();
        try (Team team = new Team(members)) {
            for (int round = 1; round <= 50; round++) {
                int base = round * 100;
                team.run((member, of) -> {
                    for (int phase = 0; phase < 10; phase++) {
                        plain[member * 16] = base + phase;
                        team.barrier();
                        for (int other = 0; other < of; other++) {
                            if (plain[other * 16] != base + phase) {
                                wrong.incrementAndGet();
                            }
                        }
                        team.barrier();
                    }
                });
            }
        }
        assertThat(wrong).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatAMemberThrowsReachesTheCallerAndReleasesTheOthers(int failing) {
        try (Team team = new Team(3)) {
            for (int round = 0; round < 20; round++) {
                assertThatThrownBy(() ->
                                team.run((member, _) -> {
                                    team.barrier();
                                    if (member == failing) {
                                        throw new ArithmeticException("on purpose");
                                    }
                                    team.barrier();
                                }))
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessage("on purpose");
                AtomicInteger met = new AtomicInteger();
                team.run((_, _) -> {
                    team.barrier();
                    met.incrementAndGet();
                });
                assertThat(met).hasValue(3);
            }
        }
    }

    @Test
    void aTeamWakesAfterAPause() throws InterruptedException {
        try (Team team = new Team(2)) {
            AtomicInteger shares = new AtomicInteger();
            for (int round = 1; round <= 5; round++) {
                Thread.sleep(Duration.ofMillis(20));
                team.run((_, _) -> shares.incrementAndGet());
                assertThat(shares).hasValue(2 * round);
            }
        }
    }

    @Test
    void aClosedTeamEndsItsThreadsAndRefusesWork() throws InterruptedException {
        Team team = new Team(3);
        Thread[] daemons = new Thread[3];
        team.run((member, _) -> daemons[member] = Thread.currentThread());
        team.close();
        daemons[1].join(10_000);
        daemons[2].join(10_000);
        assertThat(daemons[1].isAlive() || daemons[2].isAlive()).isFalse();
        assertThatThrownBy(() -> team.run((_, _) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aForgottenTeamEndsByItself() throws InterruptedException {
        Thread daemon = forgottenDaemon();
        for (int i = 0; i < 200 && daemon.isAlive(); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(daemon.isAlive()).isFalse();
    }

    private static Thread forgottenDaemon() {
        Team team = new Team(2);
        Thread[] seen = new Thread[2];
        WeakReference<Team> weak = new WeakReference<>(team);
        team.run((member, _) -> seen[member] = weak.get() == null ? null : Thread.currentThread());
        return java.util.Objects.requireNonNull(seen[1]);
    }

    @Test
    void aRunAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[2];
        try (Team team = new Team(2)) {
            Team.Task task =
                    (member, _) -> {
                        team.barrier();
                        bytes[member] = threads.getCurrentThreadAllocatedBytes();
                    };
            for (int i = 0; i < 20_000; i++) {
                team.run(task);
            }
            long before = bytes[0] + bytes[1];
            for (int i = 0; i < 1_000; i++) {
                team.run(task);
            }
            assertThat(bytes[0] + bytes[1] - before).isZero();
        }
    }

    @Test
    void aTeamHasAtLeastOneMember() {
        assertThatThrownBy(() -> new Team(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
