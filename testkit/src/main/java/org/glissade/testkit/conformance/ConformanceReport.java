package org.glissade.testkit.conformance;

import java.util.List;

/// The result of a run of the suite.
///
/// @param device the device that was held to the definitions
/// @param cases how many cases passed
/// @param failures what failed, one message for each failing check
public record ConformanceReport(String device, int cases, List<String> failures) {
    /// Copies the list.
    public ConformanceReport {
        failures = List.copyOf(failures);
    }

    /// `conformance cpu: 4711 cases`, followed by the failures.
    @Override
    public String toString() {
        String line = "conformance " + device + ": " + cases + " cases";
        return failures.isEmpty()
                ? line
                : line + ", " + failures.size() + " failures\n" + String.join("\n", failures);
    }
}
