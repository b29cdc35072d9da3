package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scalar kernels and the vector kernels of every length give the same bits.
class KernelAgreementTest {
    private static final Map<String, Long> SCALAR = new KernelProbe(new ScalarKernels()).run();

    @Test
    void vectorKernelsGiveTheBitsOfTheScalarOnes() {
        Map<String, Long> vector = new KernelProbe(new VectorKernels()).run();
        assertThat(SCALAR).hasSizeGreaterThan(9_000);
        assertThat(differences(vector)).as("seed %d", KernelProbe.SEED).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void everyVectorLengthGivesTheSameBits(int bits) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules",
                                "jdk.incubator.vector",
                                "-Dglissade.lanes=" + bits,
                                "-cp",
                                System.getProperty("java.class.path"),
                                KernelProbe.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Map<String, Long> table = new LinkedHashMap<>();
        try (BufferedReader reader = process.inputReader()) {
            reader.lines()
                    .map(line -> line.split("\t"))
                    .forEach(pair -> table.put(pair[0], Long.valueOf(pair[1])));
        }
        assertThat(process.waitFor()).isZero();
        assertThat(differences(table)).as("seed %d", KernelProbe.SEED).isEmpty();
    }

    private static Map<String, Long> differences(Map<String, Long> table) {
        Map<String, Long> differences = new LinkedHashMap<>(SCALAR);
        differences
                .entrySet()
                .removeIf(entry -> entry.getValue().equals(table.get(entry.getKey())));
        return differences;
    }
}
