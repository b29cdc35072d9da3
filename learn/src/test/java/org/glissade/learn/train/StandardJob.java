package org.glissade.learn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.glissade.learn.data.Task;
import org.glissade.learn.layer.Network;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.TargetScaling;
import org.glissade.learn.optimize.Adam;
import org.glissade.learn.optimize.Optimizer;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.random.RandomStream;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.TensorType;

/// Training steps of the standard workloads, see docs/reference/benchmarks.md, on drawn data.
enum StandardJob {
    W1("dense(16) tanh dense(1)", 2, 1, 4, new Sgd(0.1)),
    W2("dense(128) relu dense(64) relu dense(10)", 784, 10, 32, new Sgd(0.01, 0.9)),
    W3("dense(1024) relu dense(1024) relu dense(10)", 784, 10, 256, new Adam(1e-3)),
    W4(
            "residual(dense(64) tanh dense(64) tanh) ".repeat(15) + "dense(10)",
            64,
            10,
            64,
            new Adam(1e-3)),
    W9("dense(10)", 784, 10, 100, new Sgd(0.1)),
    W10("dense(128) relu dense(128) relu dense(1)", 28, 1, 512, new Adam(1e-3));

    private static final long SEED = 77;
    private static final int BATCHES = 4;

    private final String network;
    private final int inputs;
    private final int outputs;
    private final int batch;
    private final Optimizer optimizer;

    StandardJob(String network, int inputs, int outputs, int batch, Optimizer optimizer) {
        this.network = network;
        this.inputs = inputs;
        this.outputs = outputs;
        this.batch = batch;
        this.optimizer = optimizer;
    }

    /// A step that is ready to run, with its batches.
    record Steps(
            Executable executable,
            State state,
            State start,
            List<Array> features,
            List<Array> targets)
            implements AutoCloseable {
        /// Does the step of an index from 0.
        void run(long index) {
            int batch = (int) (index % BATCHES);
            executable.input("features").copyFrom(features.get(batch));
            executable.input("targets").copyFrom(targets.get(batch));
            executable.run();
        }

        /// Goes back to the state before the first step, does some steps, and gives a number made
        /// of all bits of each step's loss and of all parameters, optimizer memory and counters
        /// after the last one.
        long hashOfSteps(int count) {
            state.copyFrom(start);
            long[] hash = {0xcbf29ce484222325L};
            LongConsumer add =
                    bits -> hash[0] = Long.rotateLeft(hash[0] ^ bits, 23) * 0x100000001b3L;
            for (int index = 0; index < count; index++) {
                run(index);
                add.accept(Double.doubleToLongBits(executable.output("loss").getFlat(0)));
            }
            for (String name : state.names()) {
                Array array = state.get(name);
                for (long i = 0; i < array.size(); i++) {
                    add.accept(
                            array.dtype() == DType.I64
                                    ? array.getLong(i)
                                    : Double.doubleToLongBits(array.getFlat(i)));
                }
            }
            return hash[0];
        }

        float loss() {
            return (float) executable.output("loss").getFlat(0);
        }

        @Override
        public void close() {
            executable.close();
        }
    }

    Steps on(Device device) {
        TensorType example = new TensorType(DType.F32, Shape.of(inputs));
        List<String> classes =
                IntStream.range(0, Math.max(2, outputs)).mapToObj(Integer::toString).toList();
        Task task = new Task.Classification(classes);
        Objective objective =
                new Objective(task, Objective.defaultLoss(task, outputs), TargetScaling.NONE);
        StepGraph step = StepGraph.of(Network.parse(network), batch, example, objective, optimizer);
        State state = step.initialState(optimizer, SEED);
        List<Array> features = new ArrayList<>();
        List<Array> targets = new ArrayList<>();
        for (int number = 0; number < BATCHES; number++) {
            RandomStream random = RandomStream.of(SEED + number, name());
            Array x = Array.zeros(DType.F32, Shape.of(batch, inputs));
            for (int i = 0; i < x.size(); i++) {
                x.setFlat(i, random.normal(i));
            }
            Array y = Array.zeros(DType.I32, Shape.of(batch));
            for (int row = 0; row < batch; row++) {
                y.setLong(row, (long) (random.uniform(-1 - row) * classes.size()));
            }
            features.add(x);
            targets.add(y);
        }
        return new Steps(
                device.compile(step.graph(), state), state, state.copy(), features, targets);
    }
}
