package org.glissade.learn.train;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Split;
import org.glissade.learn.optimize.Slots;
import org.glissade.learn.optimize.schedule.LearningRate;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.State;
import org.glissade.tensor.Batching;
import org.glissade.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Some of the starts, trained as one batched computation on their own: for one thread at a time.
final class StartGroup implements AutoCloseable {
    private final Split split;
    private final Batches batches;
    private final StepGraph step;
    private final State state;
    private final LearningRate rate;
    private final Array rateInput;
    private final Executable full;
    private final @Nullable Executable last;
    private final BatchedLosses validation;
    private final List<StartCourse> courses = new ArrayList<>();

    /// @param first the number of the first start
    /// @param count how many there are
    StartGroup(Job job, int first, int count, Device device) {
        this.split = job.split();
        this.batches = job.batches();
        this.step = job.step();
        TrainSettings settings = job.settings();
        Set<String> own = new LinkedHashSet<>(step.graph().updates().keySet());
        // All starts take their steps together.
        own.remove(Slots.STEP);
        // Frozen weights are not updated, but each start has drawn its own.
        step.declared().forEach(one -> own.add(one.path()));
        own.retainAll(step.inputs());
        List<State> alone =
                IntStream.range(first, first + count)
                        .mapToObj(k -> job.initialState(step, k, device))
                        .toList();
        state = together(alone, own);
        rate =
                new LearningRate(
                        settings.optimizer().learningRate(),
                        settings.schedule(),
                        (long) batches.count() * settings.epochs());
        rateInput = state.get(Slots.LEARNING_RATE);
        full = device.compile(Batching.of(step.graph(), count, own), state);
        last =
                job.lastStep()
                        .map(rest -> device.compile(Batching.of(rest.graph(), count, own), state))
                        .orElse(null);
        State evaluated = step.evaluated(state);
        validation = new BatchedLosses(job, count, device, evaluated);
        for (int k = 0; k < count; k++) {
            courses.add(
                    new StartCourse(
                            first + k,
                            settings.seed() + first + k,
                            weights(evaluated, k),
                            settings));
        }
    }

    /// The states of all starts, one after another along a leading axis, but for what they share.
    private static State together(List<State> alone, Set<String> own) {
        State all = new State();
        for (String name : alone.getFirst().names()) {
            Array first = alone.getFirst().get(name);
            if (!own.contains(name)) {
                all.put(name, first);
                continue;
            }
            Array joined = Array.zeros(first.dtype(), Shape.of(alone.size()).concat(first.shape()));
            for (int k = 0; k < alone.size(); k++) {
                part(joined, k).copyFrom(alone.get(k).get(name));
            }
            all.put(name, joined);
        }
        return all;
    }

    /// The part of one start, shared, not copied.
    private static Array part(Array all, int start) {
        Shape shape = all.shape();
        return all.rows(start, start + 1).reshape(shape.slice(1, shape.rank()));
    }

    /// What a model of one start consists of; its arrays are shared, not copied.
    private static State weights(State all, int start) {
        State weights = new State();
        all.names().forEach(path -> weights.put(path, part(all.get(path), start)));
        return weights;
    }

    List<StartCourse> courses() {
        return courses;
    }

    /// Weights, optimizer memory and counters of all its starts; shared, not copied.
    State state() {
        return state;
    }

    boolean isRunning() {
        return courses.stream().anyMatch(StartCourse::isRunning);
    }

    /// Goes through the training rows once, and measures.
    ///
    /// @param order of the rows
    /// @param done is told the number of each step when it is done
    void epoch(int epoch, int[] order, IntConsumer done) {
        courses.forEach(StartCourse::beginEpoch);
        for (int number = 1; number <= batches.count(); number++) {
            step(epoch, number, order);
            done.accept(number);
        }
        double[] measured = validation.measure(split.validation());
        for (int k = 0; k < courses.size(); k++) {
            courses.get(k)
                    .endEpoch(epoch, batches.rows(), measured.length == 0 ? null : measured[k]);
        }
    }

    private void step(int epoch, int number, int[] order) {
        boolean isLast = number > batches.full();
        Executable executable = isLast && last != null ? last : full;
        int rows = isLast ? batches.last() : batches.size();
        int from = (number - 1) * batches.size();
        executable.input("features").gatherRows(split.train().features(), order, from);
        executable.input("targets").gatherRows(split.train().targets(), order, from);
        int before = number - 1;
        rateInput.setFlat(
                0,
                rate.at(
                        (epoch - 1L) * batches.count() + before,
                        epoch - 1 + before / (double) batches.count()));
        executable.run();
        Array losses = executable.output("loss");
        for (int k = 0; k < courses.size(); k++) {
            courses.get(k).add(losses.getFlat(k), rows);
        }
    }

    /// The smallest loss that a running start had in the latest step.
    double leastLoss() {
        double least = Double.POSITIVE_INFINITY;
        for (StartCourse course : courses) {
            if (course.isRunning() && course.latest() < least) {
                least = course.latest();
            }
        }
        return least;
    }

    /// Ends the threads of the executables.
    @Override
    public void close() {
        full.close();
        if (last != null) {
            last.close();
        }
        validation.close();
    }
}
