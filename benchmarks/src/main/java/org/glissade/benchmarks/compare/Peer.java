package org.glissade.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An engine to compare with, started in a process of its own with the flags that suit it.
enum Peer {
    PYTORCH("PyTorch", "pytorch.PytorchRunner", smallHeap()),
    TENSORFLOW("TensorFlow-Java", "tensorflow.TensorflowRunner", smallHeap()),
    DL4J("DL4J", "dl4j.Dl4jRunner", List.of("-Xmx2g")),
    SMILE("Smile", "smile.SmileRunner", List.of("-Xmx2g")),
    /// Glissade alone.
    NONE("", "", List.of());

    private final String title;
    private final String main;
    private final List<String> flags;

    Peer(String title, String main, List<String> flags) {
        this.title = title;
        this.main = main;
        this.flags = flags;
    }

    /// Tensors live outside of the heap and are given back at the end of each step, so that little
    /// heap and no collector of pointers is needed.
    private static List<String> smallHeap() {
        return List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.nopointergc=true",
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    }

    /// The name on the command line, which is also the folder's.
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Peer named(String option) {
        return Stream.of(values())
                .filter(peer -> peer.option().equals(option))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no peer "
                                        + option
                                        + "; there are "
                                        + Stream.of(values())
                                                .map(Peer::option)
                                                .collect(Collectors.joining(", "))));
    }

    String title() {
        return title;
    }

    /// How its process is started.
    ///
    /// @param folder of all benchmarks
    Command command(Path folder, Machine machine) {
        Path target = folder.resolve("peers").resolve(option()).resolve("target");
        return new Command(
                title,
                "org.glissade.benchmarks." + main,
                Command.readClassPath(target.resolve("class-path"), target.resolve("classes")),
                Stream.concat(
                                flags.stream(),
                                Stream.of(
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--sun-misc-unsafe-memory-access=allow"))
                        .toList(),
                environment(machine));
    }

    private Map<String, String> environment(Machine machine) {
        Map<String, String> variables = machine.nativeLibrarySettings();
        variables.put("TF_CPP_MIN_LOG_LEVEL", "2");
        return variables;
    }
}
