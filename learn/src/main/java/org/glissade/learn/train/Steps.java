package org.glissade.learn.train;

import org.glissade.learn.data.Batches;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.optimize.Slots;
import org.glissade.learn.optimize.schedule.LearningRate;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.runtime.NonFiniteException;
import org.glissade.runtime.State;
import org.jspecify.annotations.Nullable;

/// The steps of an epoch, each on its batch.
final class Steps implements AutoCloseable {
    private final Dataset data;
    private final Batches batches;
    private final boolean hasClasses;
    private final boolean measuresGradient;
    private final int[] order;
    private final State state;
    private final LearningRate rate;
    private final Array rateInput;
    private final Executable full;
    private final @Nullable Executable last;
    private int epoch;

    Steps(Job job, StepGraph step, Device device, State state) {
        data = job.split().train();
        batches = job.batches();
        hasClasses = job.objective().task() instanceof Task.Classification;
        measuresGradient = job.settings().stopping().gradientNorm().isPresent();
        order = new int[batches.rows()];
        this.state = state;
        rate =
                new LearningRate(
                        job.settings().optimizer().learningRate(),
                        job.settings().schedule(),
                        (long) batches.count() * job.settings().epochs());
        rateInput = state.get(Slots.LEARNING_RATE);
        full = device.compile(step.graph(), state);
        last = job.lastStep().map(rest -> device.compile(rest.graph(), state)).orElse(null);
    }

    /// The number of steps in an epoch.
    int count() {
        return batches.count();
    }

    /// The learning rate.
    LearningRate rate() {
        return rate;
    }

    /// Chooses the epoch, from 1.
    void startEpoch(int number) {
        epoch = number;
        batches.order(number, order);
    }

    /// Does a step of the chosen epoch, from 1; the sums of the course grow by it.
    ///
    /// @return the loss
    double run(int number, Course course) {
        Executable executable = executable(number);
        int rows = isLast(number) ? batches.last() : batches.size();
        int from = (number - 1) * batches.size();
        executable.input("features").gatherRows(data.features(), order, from);
        executable.input("targets").gatherRows(data.targets(), order, from);
        int before = number - 1;
        rateInput.setFlat(
                0,
                rate.at(
                        (epoch - 1L) * batches.count() + before,
                        epoch - 1 + before / (double) batches.count()));
        executable.run();
        double loss = executable.output("loss").getFlat(0);
        course.lossSum += loss * rows;
        if (hasClasses) {
            course.right += executable.output("right").getLong(0);
        }
        if (measuresGradient) {
            course.normSum += executable.output(StepGraph.GRADIENT_NORM).getFlat(0);
        }
        course.step = number;
        return loss;
    }

    private boolean isLast(int number) {
        return number > batches.full();
    }

    private Executable executable(int number) {
        return isLast(number) && last != null ? last : full;
    }

    /// Repeats the chosen epoch from an earlier state, bit for bit, until the loss or a value of
    /// the state is not finite, and then that very step operation by operation.
    ///
    /// @param done how many steps of the epoch that state has behind it
    /// @return null if all steps stay finite
    @Nullable TrainingDivergedException findDivergence(State earlier, int done) {
        state.copyFrom(earlier);
        State previous = state.copy();
        Course ignored = new Course();
        for (int number = done + 1; number <= count(); number++) {
            previous.copyFrom(state);
            double loss = run(number, ignored);
            if (!Double.isFinite(loss) || !isFinite(state)) {
                state.copyFrom(previous);
                NonFiniteException found = executable(number).findNonFinite();
                return new TrainingDivergedException(epoch, number, loss, found);
            }
        }
        return null;
    }

    /// Whether all floating-point values are numbers and none is infinite.
    static boolean isFinite(State state) {
        for (String name : state.names()) {
            Array array = state.get(name);
            if (array.dtype().isFloating()) {
                for (long i = 0; i < array.size(); i++) {
                    if (!Double.isFinite(array.getFlat(i))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        full.close();
        if (last != null) {
            last.close();
        }
    }
}
