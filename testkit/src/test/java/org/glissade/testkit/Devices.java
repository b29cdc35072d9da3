package org.glissade.testkit;

import java.util.stream.Stream;
import org.glissade.runtime.Device;

/// The devices that are available here, for tests that run on each of them.
public final class Devices {
    private Devices() {}

    /// Their names.
    public static Stream<String> names() {
        return Device.all().stream().filter(Device.Info::isAvailable).map(Device.Info::name);
    }
}
