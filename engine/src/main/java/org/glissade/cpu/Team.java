package org.glissade.cpu;

import java.lang.ref.Cleaner;

/// Threads that do one task together: the caller and some daemons.
///
/// A run wakes the others, does the caller's share and returns when all are done. Within a task the
/// members meet at [#barrier]. Waiting spins first, because handing over takes a fraction of a
/// microsecond then; it yields and sleeps where that would only keep the others from their core,
/// and between runs the daemons park after a while. What any member throws ends the run for all and
/// reaches the caller; the team can be used again. One caller at a time; a run allocates nothing.
final class Team implements AutoCloseable {
    /// One member's share of the work; all members run it at the same time.
    interface Task {
        void run(int member, int members);
    }

    private static final Cleaner CLEANER = Cleaner.create();

    private final int members;
    private final Meeting meeting;
    private final Cleaner.Cleanable end;

    /// A team of so many members, the caller among them; threads are started for the others.
    Team(int members) {
        if (members < 1) {
            throw new IllegalArgumentException("a team has 1 member or more, not " + members);
        }
        this.members = members;
        Meeting shared = new Meeting(members);
        this.meeting = shared;
        // Threads know the meeting only, so that a team nobody refers to any more ends by itself.
        this.end = CLEANER.register(this, shared::close);
        for (int member = 1; member < members; member++) {
            shared.start(member);
        }
    }

    /// The number of members, the caller among them.
    int members() {
        return members;
    }

    /// Has every member do its share and returns when all have.
    ///
    /// @throws IllegalStateException if the team is closed
    void run(Task task) {
        if (members == 1) {
            task.run(0, 1);
        } else {
            meeting.run(task);
        }
    }

    /// Waits, within a task, until every member has come here; what each wrote before it the others
    /// see after it.
    void barrier() {
        if (members > 1) {
            meeting.barrier();
        }
    }

    /// Ends the threads, once they have finished a run under way.
    @Override
    public void close() {
        end.clean();
    }
}
