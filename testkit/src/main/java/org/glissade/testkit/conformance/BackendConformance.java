package org.glissade.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import org.glissade.runtime.Device;

/// Holds a device to the definitions: every operation with every element type at sizes 0, 1, around
/// the lane counts of vector units, odd and large; every layout of products; derivatives to second
/// order; and whole graphs with updates in place, fused with broadcasts, on several threads.
///
/// Elementwise functions are judged by their definition in double precision (F64 within 1e-12
/// relative, F32 within 4 units in the last place), sums and products by an error bound in
/// proportion to the number of terms and their magnitude, everything else bit by bit against the
/// reference device.
///
/// A backend's own tests run it in one line, `assertThat(BackendConformance.of(device).run()
/// .failures()).isEmpty()`, or as one test for each of the [#checks].
public final class BackendConformance {
    private final List<Check> checks;
    private final Device device;

    private BackendConformance(Device device) {
        this.device = device;
        List<Check> all = new ArrayList<>();
        all.addAll(ElementwiseChecks.of(device));
        all.addAll(SampleChecks.of(device));
        all.addAll(ProductChecks.of(device));
        all.addAll(ReductionChecks.of(device));
        all.addAll(IndexChecks.of(device));
        all.addAll(GraphChecks.of(device));
        all.addAll(UpdateChecks.of(device));
        all.addAll(RandomUpdateChecks.of(device));
        this.checks = List.copyOf(all);
    }

    /// The suite for a device.
    public static BackendConformance of(Device device) {
        return new BackendConformance(device);
    }

    /// The parts of the suite, to be run one by one.
    public List<Check> checks() {
        return checks;
    }

    /// Runs all checks, going on after failures.
    public ConformanceReport run() {
        int cases = 0;
        List<String> failures = new ArrayList<>();
        for (Check check : checks) {
            try {
                cases += check.run();
            } catch (AssertionError | RuntimeException failure) {
                failures.add(check.name() + ": " + failure);
            }
        }
        return new ConformanceReport(device.name(), cases, failures);
    }
}
