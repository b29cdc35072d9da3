package org.glissade.benchmarks.kernel;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Counts what a kernel has done, so that JMH also tells work per nanosecond: GFLOP/s or GB/s.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class WorkCounter {
    /// Operations, or bytes read and written; JMH divides them by the time.
    public long giga;

    /// Each iteration counts for itself.
    @Setup(Level.Iteration)
    public void reset() {
        giga = 0;
    }
}
