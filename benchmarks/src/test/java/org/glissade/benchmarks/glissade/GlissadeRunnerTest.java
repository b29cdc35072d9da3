package org.glissade.benchmarks.glissade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;
import org.glissade.benchmarks.workload.Workloads;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlissadeRunnerTest {
    @TempDir private Path folder = Path.of("");

    /// Losses at the first, fifth and tenth step as PyTorch 2.10.0 computes them.
    @ParameterizedTest
    @CsvSource({
        "W1, 0.6999007, 0.69865423, 0.69768363",
        "W2, 2.2966244, 2.3263884, 2.2892978",
        "W4, 2.47971, 2.6034606, 2.598508",
        "W9, 2.4554682, 2.4348307, 2.394629",
        "W10, 0.6984753, 0.6654555, 0.6290021"
    })
    void lossesAreThoseOfPytorch(String name, double first, double fifth, double tenth) {
        Workload workload = Workloads.named(name);
        Path path = WorkloadFile.write(workload, folder);
        try (WorkloadFile file = WorkloadFile.open(workload, path);
                Job job = GlissadeRunner.prepare(workload, file, 1)) {
            float[] losses = new float[10];
            for (int step = 0; step < losses.length; step++) {
                losses[step] = job.stepWithLoss(step);
            }

            assertThat(losses[0]).isCloseTo((float) first, within(1e-5f));
            assertThat(losses[4]).isCloseTo((float) fifth, within(1e-5f));
            assertThat(losses[9]).isCloseTo((float) tenth, within(1e-5f));
        }
    }
}
