package org.glissade.cli;

import java.util.Optional;
import org.glissade.runtime.Device;
import picocli.CommandLine.IVersionProvider;

/// What `--version` says.
final class Version implements IVersionProvider {
    /// Picocli makes it.
    Version() {}

    @Override
    public String[] getVersion() {
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
