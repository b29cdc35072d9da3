package org.glissade.learn.train;

import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.file.Json;
import org.glissade.learn.layer.Network;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.Shape;

/// A training step on made-up rows, so that the JVM has loaded and linked what a training runs
/// through before the first one begins.
///
/// At the start of a process most of the time goes there, on one thread. A program that has other
/// things to do first, such as reading its data, rehearses on another thread meanwhile. Nothing
/// depends on it but the time: no result, no random number, no file.
public final class Rehearsal {
    private static final int FEATURES = 16;
    private static final int CLASSES = 10;

    private Rehearsal() {}

    /// Traces, differentiates, compiles and runs a step of a small network of the usual layers, and
    /// puts its report into words.
    public static void run(Device device) {
        int rows = TrainSettings.DEFAULT.batchSize();
        Dataset data =
                Dataset.classification(
                        Array.of(Shape.of(rows, FEATURES), new float[rows * FEATURES]),
                        new int[rows],
                        List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
        Job job =
                Job.of(
                        Network.parse("dense(32) relu dropout(0.2) dense(" + CLASSES + ")"),
                        TrainSettings.DEFAULT,
                        Split.trainOnly(data));
        StepGraph step = job.step();
        State state = step.initialState(job.settings().optimizer(), job.settings().seed());
        try (Executable executable = device.compile(step.graph(), state)) {
            executable.run();
        }
        RunFolder.timedName("rehearsal");
        Json.compact(RunLog.toJson(new TrainEvent.StepFinished(1, 1, 1, 0)));
    }
}
