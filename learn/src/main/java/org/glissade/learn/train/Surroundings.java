package org.glissade.learn.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.glissade.runtime.Device;

/// What a training has to do with besides its job.
///
/// @param chosen where it computes; the fastest device if empty
/// @param listeners are told what happens
/// @param checkpoints where it saves itself
/// @param isAskedToStop looked at after each step
/// @param weightPath the file for the way of the weights
record Surroundings(
        Optional<Device> chosen,
        List<Consumer<TrainEvent>> listeners,
        Optional<Checkpoints> checkpoints,
        Optional<BooleanSupplier> isAskedToStop,
        Optional<Supplier<Path>> weightPath) {
    static final Surroundings NONE =
            new Surroundings(
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    Surroundings {
        listeners = List.copyOf(listeners);
    }

    Device device() {
        return chosen.orElseGet(Device::best);
    }

    Surroundings on(Device device) {
        return new Surroundings(
                Optional.of(device), listeners, checkpoints, isAskedToStop, weightPath);
    }

    Surroundings listen(Consumer<TrainEvent> listener) {
        List<Consumer<TrainEvent>> more = new ArrayList<>(listeners);
        more.add(listener);
        return new Surroundings(chosen, more, checkpoints, isAskedToStop, weightPath);
    }

    Surroundings save(Checkpoints where) {
        return new Surroundings(chosen, listeners, Optional.of(where), isAskedToStop, weightPath);
    }

    Surroundings stopWhen(BooleanSupplier isAsked) {
        return new Surroundings(chosen, listeners, checkpoints, Optional.of(isAsked), weightPath);
    }

    Surroundings keepPath(Supplier<Path> file) {
        return new Surroundings(chosen, listeners, checkpoints, isAskedToStop, Optional.of(file));
    }
}
