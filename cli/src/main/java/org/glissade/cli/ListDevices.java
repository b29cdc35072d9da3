package org.glissade.cli;

import java.util.ArrayList;
import java.util.List;
import org.glissade.runtime.Device;
import picocli.CommandLine.Command;

/// `glissade devices`.
@Command(
        name = "devices",
        header = "Lists where Glissade can compute.",
        description = "The first available device is used unless --device names another.",
        footer = {"", "Example:", "  glissade devices"})
final class ListDevices extends Subcommand {
    ListDevices(Console console) {
        super(console);
    }

    @Override
    void run() {
        List<String[]> rows = new ArrayList<>();
        for (Device.Info device : Device.all()) {
            rows.add(
                    new String[] {
                        device.name(), device.isAvailable() ? "yes" : "no", device.description()
                    });
            if (!device.reason().isEmpty()) {
                rows.add(new String[] {"", "", "reason: " + device.reason()});
            }
            if (!device.remedy().isEmpty()) {
                rows.add(
                        new String[] {
                            "",
                            "",
                            (device.isAvailable() ? "faster: " : "remedy: ") + device.remedy()
                        });
            }
        }
        console().out().print(TextTable.of(rows, "device", "available", "description"));
    }
}
