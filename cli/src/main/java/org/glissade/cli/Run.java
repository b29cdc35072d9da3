package org.glissade.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.model.Model;
import org.glissade.learn.train.RunFolder;
import org.glissade.learn.train.RunLog;
import org.glissade.learn.train.TrainEvent;
import org.jspecify.annotations.Nullable;

/// What a training leaves behind. The folder is made when training starts and not before: a request
/// that is refused leaves nothing.
final class Run implements Consumer<TrainEvent>, AutoCloseable {
    private final Path runs;
    private final String name;
    private final JsonObject settings;
    private @Nullable RunFolder folder;
    private @Nullable RunLog log;
    private @Nullable Path model;

    Run(Path runs, String name, JsonObject settings) {
        this.runs = runs;
        this.name = name;
        this.settings = settings;
    }

    @Override
    public void accept(TrainEvent event) {
        if (log == null) {
            folder = RunFolder.create(runs, name);
            folder.writeSettings(settings);
            log = folder.openLog();
        }
        log.accept(event);
    }

    /// Writes the model into the folder.
    void save(Model trained) {
        model = started().writeModel(trained);
    }

    /// The folder.
    Path path() {
        return started().path();
    }

    /// The model in the folder.
    Path model() {
        return Objects.requireNonNull(model, "the model is saved after training");
    }

    private RunFolder started() {
        return Objects.requireNonNull(folder, "training begins with an event");
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
