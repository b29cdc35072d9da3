package org.glissade.benchmarks.tensorflow;

import java.util.List;
import org.glissade.benchmarks.runner.Job;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/// A session with the whole step as its graph: variables and optimizer live in it, batches are fed.
final class TensorflowJob implements Job {
    private final TensorflowGraph step;
    private final Graph graph;
    private final Session session;
    private final TensorflowBatches batches;
    private final String settings;

    TensorflowJob(Workload workload, WorkloadFile file, int threads) {
        this.graph = new Graph();
        this.step = TensorflowGraph.of(graph, workload);
        ConfigProto configuration =
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(threads)
                        // Below zero: operations start in the calling thread, without a hand-off.
                        .setInterOpParallelismThreads(-1)
                        .build();
        this.session = new Session(graph, configuration);
        step.initializers().forEach(start -> session.runner().addTarget(start).run().close());
        step.start(session, file);
        this.batches = TensorflowBatches.of(workload, file);
        this.settings =
                "TensorFlow "
                        + TensorFlow.version()
                        + ", "
                        + threads
                        + (threads == 1 ? " thread" : " threads")
                        + " within operations, operations in the calling thread, fused optimizer operations";
    }

    @Override
    public void step(long index) {
        List<Tensor> batch = batches.get(index);
        session.runner()
                .feed(step.features(), batch.get(0))
                .feed(step.targets(), batch.get(1))
                .addTarget(step.update())
                .run()
                .close();
    }

    @Override
    public float stepWithLoss(long index) {
        List<Tensor> batch = batches.get(index);
        try (Result result =
                session.runner()
                        .feed(step.features(), batch.get(0))
                        .feed(step.targets(), batch.get(1))
                        .addTarget(step.update())
                        .fetch(step.loss())
                        .run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    @Override
    public String settings() {
        return settings;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
