package org.glissade.benchmarks.dl4j;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.workload.DenseShape;
import org.glissade.benchmarks.workload.Rule;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/// A computation graph that is fitted to one batch after the other.
final class Dl4jJob implements Job {
    private final ComputationGraph network;
    private final Dl4jBatches batches;
    private final String settings;
    private final boolean usesMomentum;

    Dl4jJob(Workload workload, WorkloadFile file, int threads) {
        ND4JClassLoading.setNd4jClassloaderFromClass(Dl4jJob.class);
        this.network = new ComputationGraph(Dl4jNetwork.of(workload));
        network.init();
        List<DenseShape> dense = workload.dense();
        for (int layer = 0; layer < dense.size(); layer++) {
            DenseShape shape = dense.get(layer);
            network.getLayer("dense" + layer)
                    .setParam(
                            "W",
                            Nd4j.createFromArray(file.floats("weight" + layer))
                                    .reshape(shape.inputs(), shape.outputs()));
            network.getLayer("dense" + layer)
                    .setParam(
                            "b",
                            Nd4j.createFromArray(file.floats("bias" + layer))
                                    .reshape(1, shape.outputs()));
        }
        this.batches = Dl4jBatches.of(workload, file);
        this.usesMomentum =
                workload.rule() instanceof Rule.Sgd(double _, double momentum) && momentum != 0;
        this.settings =
                "DL4J 1.0.0-M2.1, "
                        + threads
                        + (threads == 1 ? " thread" : " threads")
                        + ", workspaces on, "
                        + Nd4j.getExecutioner()
                                .getEnvironmentInformation()
                                .getProperty("blas.vendor");
    }

    @Override
    public void step(long index) {
        Dl4jBatches.Batch batch = batches.get(index);
        network.fit(new INDArray[] {batch.features()}, new INDArray[] {batch.targets()});
    }

    @Override
    public float stepWithLoss(long index) {
        step(index);
        return (float) network.score();
    }

    @Override
    public String difference() {
        return usesMomentum ? "DL4J knows momentum in Nesterov's form only" : "";
    }

    @Override
    public String settings() {
        return settings;
    }
}
