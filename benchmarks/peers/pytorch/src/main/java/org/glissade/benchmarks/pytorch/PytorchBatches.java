package org.glissade.benchmarks.pytorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.glissade.benchmarks.workload.Loss;
import org.glissade.benchmarks.workload.Source;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;

/// The batch of each step: a tensor that is there already, or rows gathered from one.
@FunctionalInterface
interface PytorchBatches {
    record Batch(Tensor features, Tensor targets) {}

    Batch get(long step);

    static PytorchBatches of(Workload workload, WorkloadFile file) {
        int examples = file.size("targets");
        Tensor features = Tensors.floats(file, "features", examples, workload.inputs());
        Tensor targets =
                workload.loss() == Loss.CROSS_ENTROPY
                        ? Tensors.longs(file, "targets", examples)
                        : Tensors.floats(file, "targets", examples, 1);
        return switch (workload.source()) {
            case Source.Xor(), Source.Pool(int _) -> pool(workload, features, targets);
            case Source.Rows(int rows, int permutations) -> {
                Tensor orders = Tensors.longs(file, "permutations", permutations, rows);
                yield gathered(workload, features, targets, orders, permutations);
            }
        };
    }

    private static PytorchBatches pool(Workload workload, Tensor features, Tensor targets) {
        int rows = workload.batch();
        Batch[] pool = new Batch[workload.batches()];
        for (int i = 0; i < pool.length; i++) {
            long first = (long) i * rows;
            pool[i] = new Batch(features.narrow(0, first, rows), targets.narrow(0, first, rows));
        }
        return step -> pool[(int) (step % pool.length)];
    }

    private static PytorchBatches gathered(
            Workload workload, Tensor features, Tensor targets, Tensor orders, int count) {
        Tensor[] epochs = new Tensor[count];
        for (int i = 0; i < count; i++) {
            epochs[i] = orders.select(0, i);
        }
        return step -> {
            Tensor order = epochs[(int) (step / workload.batches() % epochs.length)];
            Tensor rows = order.narrow(0, workload.firstRow(step), workload.examples(step));
            return new Batch(
                    torch.index_select(features, 0, rows), torch.index_select(targets, 0, rows));
        };
    }
}
