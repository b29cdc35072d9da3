package org.glissade.backend;

import java.util.Optional;
import org.glissade.compile.Plan;
import org.glissade.compile.Step;
import org.glissade.compile.Workspace;
import org.glissade.tensor.Call;

/// A way to run plans. Backends are found through [java.util.ServiceLoader]; they see plans, never
/// traces.
public interface Backend {
    /// The name by which users choose it: `cpu`, `reference`.
    String name();

    /// One line on what it is made of on this machine: lanes, instruction set.
    String description();

    /// Whether it can run here, and if not, why and what would help.
    Availability availability();

    /// What would make it faster here, in one line; empty where nothing is missing.
    Optional<String> advice();

    /// The order of choice: of the available backends, the one with the greatest preference is
    /// taken.
    int preference();

    /// Whether this backend computes the call itself; otherwise the call's body takes its place.
    boolean claims(Call call);

    /// The scratch memory that a step needs besides its operands.
    Workspace workspace(Step step);

    /// Makes a plan ready to run in the given memory.
    ///
    /// @param threads how many threads may work together, at least 1; results never depend on it
    Program load(Plan plan, Memory memory, int threads);
}
