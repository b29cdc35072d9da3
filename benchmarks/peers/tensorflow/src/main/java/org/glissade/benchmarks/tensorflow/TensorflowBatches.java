package org.glissade.benchmarks.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.glissade.benchmarks.workload.Loss;
import org.glissade.benchmarks.workload.Source;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/// What is fed at each step: features and targets, or twice the numbers of the rows that the graph
/// gathers. All tensors exist before the first step.
@FunctionalInterface
interface TensorflowBatches {
    List<Tensor> get(long step);

    static TensorflowBatches of(Workload workload, WorkloadFile file) {
        List<List<Tensor>> batches =
                workload.source() instanceof Source.Rows(int _, int permutations)
                        ? orders(workload, file, permutations)
                        : pool(workload, file);
        return step -> batches.get((int) (step % batches.size()));
    }

    private static List<List<Tensor>> orders(
            Workload workload, WorkloadFile file, int permutations) {
        int[] orders = file.integers("permutations");
        int rows = orders.length / permutations;
        List<List<Tensor>> batches = new ArrayList<>();
        for (int epoch = 0; epoch < permutations; epoch++) {
            for (int step = 0; step < workload.batches(); step++) {
                int count = workload.examples(step);
                int first = epoch * rows + workload.firstRow(step);
                Tensor numbers =
                        TInt32.tensorOf(
                                Shape.of(count),
                                DataBuffers.of(orders, true, false).slice(first, count));
                batches.add(List.of(numbers, numbers));
            }
        }
        return batches;
    }

    private static List<List<Tensor>> pool(Workload workload, WorkloadFile file) {
        int rows = workload.batch();
        int width = workload.inputs();
        float[] features = file.floats("features");
        List<List<Tensor>> batches = new ArrayList<>();
        for (int batch = 0; batch < workload.batches(); batch++) {
            Tensor x =
                    TFloat32.tensorOf(
                            Shape.of(rows, width),
                            DataBuffers.of(features, true, false)
                                    .slice((long) batch * rows * width, (long) rows * width));
            long first = (long) batch * rows;
            Tensor y =
                    workload.loss() == Loss.CROSS_ENTROPY
                            ? TInt32.tensorOf(
                                    Shape.of(rows),
                                    DataBuffers.of(file.integers("targets"), true, false)
                                            .slice(first, rows))
                            : TFloat32.tensorOf(
                                    Shape.of(rows, 1),
                                    DataBuffers.of(file.floats("targets"), true, false)
                                            .slice(first, rows));
            batches.add(List.of(x, y));
        }
        return batches;
    }
}
