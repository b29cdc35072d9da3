package org.glissade.cli;

import org.glissade.runtime.Device;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that choose where to compute.
final class DeviceOptions implements OptionGroup {
    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Where to compute; glissade devices lists them. Default: the fastest.")
    private @Nullable String name;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads at most. Default: one for each processor. Results do not depend on it.")
    private @Nullable Integer threads;

    /// Picocli makes it.
    DeviceOptions() {}

    @Override
    public boolean takes(String option, String value) {
        switch (option) {
            case "--device" -> name = value;
            case "--threads" -> threads = Integer.valueOf(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Whether it is the usual device, on more than one thread.
    boolean leavesRoom() {
        return name == null
                && (threads == null ? Runtime.getRuntime().availableProcessors() : threads) > 1;
    }

    /// The device asked for.
    ///
    /// @throws UsageException if there is none
    Device device() {
        try {
            Device device = name == null ? Device.best() : Device.named(name);
            return threads == null ? device : device.withThreads(threads);
        } catch (IllegalArgumentException wrong) {
            throw UsageException.of(wrong);
        }
    }
}
