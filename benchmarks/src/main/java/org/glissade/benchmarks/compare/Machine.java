package org.glissade.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is known of the processor and the system's libraries.
///
/// @param processor its name
/// @param cores that the JVM may use
/// @param hasAvx512 whether it has 512-bit vectors
/// @param jemalloc the allocator's library, where it is installed
record Machine(String processor, int cores, boolean hasAvx512, Optional<Path> jemalloc) {
    private static final List<Path> JEMALLOC =
            List.of(
                    Path.of("/usr/lib/x86_64-linux-gnu/libjemalloc.so.2"),
                    Path.of("/usr/lib/aarch64-linux-gnu/libjemalloc.so.2"),
                    Path.of("/usr/lib64/libjemalloc.so.2"));

    static Machine here() {
        List<String> lines = processorLines();
        return new Machine(
                value(lines, "model name").orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                value(lines, "flags").orElse("").contains("avx512f"),
                JEMALLOC.stream().filter(Files::exists).findFirst());
    }

    private static List<String> processorLines() {
        Path file = Path.of("/proc/cpuinfo");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    /// Environment variables with which native libraries do their best here. OpenBLAS takes
    /// processors that it does not know for old ones and must be told of 512-bit vectors; jemalloc
    /// spares the system calls of large blocks, and glibc can be kept from making them.
    Map<String, String> nativeLibrarySettings() {
        Map<String, String> variables = new TreeMap<>();
        if (hasAvx512) {
            variables.put("OPENBLAS_CORETYPE", "SkylakeX");
        }
        if (jemalloc.isPresent()) {
            variables.put("LD_PRELOAD", jemalloc.get().toString());
        } else {
            variables.put(
                    "GLIBC_TUNABLES",
                    "glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=4294967296");
        }
        return variables;
    }
}
