package org.glissade.cli;

import java.util.Optional;
import org.glissade.runtime.Device;

/// What `--version` says.
final class Version {
    private Version() {}

    /// Versions of Glissade and Java, and the device, a line each.
    static String[] lines() {
        return new String[] {
            "glissade " + number(), "Java     " + Runtime.version(), "device   " + Device.best()
        };
    }

    /// The version in the jar's manifest.
    static String number() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
