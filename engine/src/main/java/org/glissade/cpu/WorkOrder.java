package org.glissade.cpu;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The order in which a team does the works of a program, and where its members meet.
///
/// Members meet only where one would otherwise touch bytes that another has touched since they last
/// met, and works are brought forward that need no meeting. What remains for an ordinary training
/// step is a chain over the rows of the batch, forward and backward, one meeting, and then the
/// weights' gradients and updates by rows of the weights.
///
/// @param chains in order
/// @param meetBefore for each chain, whether the members meet before it
@SuppressWarnings("ArrayRecordComponent") // never compared, read in the hot loop
record WorkOrder(Chain[] chains, boolean[] meetBefore) {
    /// The given order, without any meetings, for one thread.
    static WorkOrder alone(List<Work> works) {
        List<Chain> chains = Chain.join(works, new boolean[works.size()]);
        return new WorkOrder(chains.toArray(Chain[]::new), new boolean[chains.size()]);
    }

    /// The order for a team of so many members.
    static WorkOrder shared(List<Work> works, int members) {
        return new Ordering(works, members).run();
    }

    /// A line for each chain, and one for each meeting.
    String describe() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < chains.length; i++) {
            if (meetBefore[i]) {
                text.append("  -- the threads meet --\n");
            }
            text.append("  ").append(chains[i].describe()).append('\n');
        }
        return text.toString();
    }

    /// How often the members meet within a run.
    int meetings() {
        int count = 0;
        for (boolean meets : meetBefore) {
            count += meets ? 1 : 0;
        }
        return count;
    }

    /// The state of the ordering.
    private static final class Ordering {
        private final List<Work> works;
        private final int members;
        private final List<List<Access>> accesses = new ArrayList<>();
        private final List<BitSet> waitsFor = new ArrayList<>();
        private final List<Integer> sinceMeeting = new ArrayList<>();

        Ordering(List<Work> works, int members) {
            this.works = works;
            this.members = members;
            for (int i = 0; i < works.size(); i++) {
                accesses.add(works.get(i).accesses());
                BitSet earlier = new BitSet();
                for (int j = 0; j < i; j++) {
                    if (touch(j, i)) {
                        earlier.set(j);
                    }
                }
                waitsFor.add(earlier);
            }
        }

        private WorkOrder run() {
            int count = works.size();
            List<Work> ordered = new ArrayList<>();
            boolean[] meets = new boolean[count];
            BitSet left = new BitSet();
            left.set(0, count);
            while (!left.isEmpty()) {
                int next = -1;
                for (int i = left.nextSetBit(0); i >= 0 && next < 0; i = left.nextSetBit(i + 1)) {
                    if (!waitsFor.get(i).intersects(left) && !mustMeet(i)) {
                        next = i;
                    }
                }
                if (next < 0) {
                    // The earliest work that is left waits for none that is left.
                    next = left.nextSetBit(0);
                    meets[ordered.size()] = true;
                    sinceMeeting.clear();
                }
                left.clear(next);
                sinceMeeting.add(next);
                ordered.add(works.get(next));
            }
            List<Chain> chains = Chain.join(ordered, meets);
            boolean[] before = new boolean[chains.size()];
            int first = 0;
            for (int i = 0; i < before.length; i++) {
                before[i] = meets[first];
                first += chains.get(i).works().length;
            }
            return new WorkOrder(chains.toArray(Chain[]::new), before);
        }

        private boolean touch(int one, int other) {
            for (Access a : accesses.get(one)) {
                for (Access b : accesses.get(other)) {
                    if (a.touches(b)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean mustMeet(int later) {
            for (int earlier : sinceMeeting) {
                for (Access a : accesses.get(earlier)) {
                    for (Access b : accesses.get(later)) {
                        if (a.conflicts(
                                works.get(earlier).pieces(),
                                b,
                                works.get(later).pieces(),
                                members)) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }
    }
}
