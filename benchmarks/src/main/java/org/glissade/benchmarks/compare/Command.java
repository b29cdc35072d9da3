package org.glissade.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.glissade.benchmarks.glissade.GlissadeRunner;
import org.glissade.benchmarks.workload.Workload;

/// How the process of an engine is started.
///
/// @param title of the engine
/// @param main class
/// @param flags of the JVM
/// @param environment added to this process's
record Command(
        String title,
        String main,
        String classPath,
        List<String> flags,
        Map<String, String> environment) {
    /// Glissade, started as its launcher starts it.
    static Command glissade() {
        return new Command(
                "Glissade",
                GlissadeRunner.class.getName(),
                System.getProperty("java.class.path"),
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xms24m",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED"),
                Map.of());
    }

    /// The class path that the build has written to a file, after a folder of classes.
    static String readClassPath(Path file, Path classes) {
        try {
            return classes + java.io.File.pathSeparator + Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read "
                            + file
                            + " ("
                            + e
                            + "): start the comparison with benchmarks/compare, which builds the peer",
                    e);
        }
    }

    /// A process that is not started yet.
    ///
    /// @param log takes what it writes to standard error
    ProcessBuilder process(Workload workload, Path file, int threads, Path log) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags);
        words.addAll(List.of("-cp", classPath, main));
        words.addAll(List.of(workload.name(), file.toString(), Integer.toString(threads)));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(log.toFile());
        Map<String, String> variables = builder.environment();
        variables.putAll(environment);
        for (String library : List.of("OMP", "OPENBLAS", "MKL")) {
            variables.put(library + "_NUM_THREADS", Integer.toString(threads));
        }
        return builder;
    }
}
