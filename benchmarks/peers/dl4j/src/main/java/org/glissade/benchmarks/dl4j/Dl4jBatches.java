package org.glissade.benchmarks.dl4j;

import java.util.Arrays;
import org.glissade.benchmarks.workload.Loss;
import org.glissade.benchmarks.workload.Source;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/// The batch of each step: arrays that are there already, or rows gathered from one. Labels are one
/// of many, as DL4J takes them.
@FunctionalInterface
interface Dl4jBatches {
    record Batch(INDArray features, INDArray targets) {}

    Batch get(long step);

    static Dl4jBatches of(Workload workload, WorkloadFile file) {
        int examples = file.size("targets");
        INDArray features =
                Nd4j.createFromArray(file.floats("features")).reshape(examples, workload.inputs());
        INDArray targets =
                workload.loss() == Loss.CROSS_ENTROPY
                        ? oneOfMany(file.integers("targets"), workload.outputs())
                        : Nd4j.createFromArray(file.floats("targets")).reshape(examples, 1);
        return workload.source() instanceof Source.Rows
                ? gathered(workload, features, targets, file.integers("permutations"))
                : pool(workload, features, targets);
    }

    private static INDArray oneOfMany(int[] labels, int classes) {
        float[] values = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            values[i * classes + labels[i]] = 1;
        }
        return Nd4j.createFromArray(values).reshape(labels.length, classes);
    }

    private static Dl4jBatches pool(Workload workload, INDArray features, INDArray targets) {
        int rows = workload.batch();
        Batch[] pool = new Batch[workload.batches()];
        for (int i = 0; i < pool.length; i++) {
            int first = i * rows;
            pool[i] = new Batch(rows(features, first, rows), rows(targets, first, rows));
        }
        return step -> pool[(int) (step % pool.length)];
    }

    private static INDArray rows(INDArray array, int first, int count) {
        return array.get(NDArrayIndex.interval(first, first + count), NDArrayIndex.all()).dup();
    }

    private static Dl4jBatches gathered(
            Workload workload, INDArray features, INDArray targets, int[] orders) {
        int rows = (int) features.size(0);
        int epochs = orders.length / rows;
        return step -> {
            int first = (int) (step / workload.batches() % epochs) * rows + workload.firstRow(step);
            int[] chosen = Arrays.copyOfRange(orders, first, first + workload.examples(step));
            return new Batch(Nd4j.pullRows(features, 1, chosen), Nd4j.pullRows(targets, 1, chosen));
        };
    }
}
