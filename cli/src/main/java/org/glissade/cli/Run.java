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

/// What a training leaves behind. The folder of a new one is made when training starts and not
/// before: a request that is refused leaves nothing.
final class Run implements Consumer<TrainEvent>, AutoCloseable {
    private final Path runs;
    private final String name;
    private final JsonObject settings;
    private @Nullable RunFolder folder;
    private @Nullable RunLog log;
    private @Nullable Path model;
    private boolean hasBegun;
    private boolean isSaved;

    Run(Path runs, String name, JsonObject settings) {
        this.runs = runs;
        this.name = name;
        this.settings = settings;
    }

    /// A run that goes on in its folder. Nobody else may write there as long as it is open.
    static Run again(RunFolder folder, JsonObject settings) {
        Run run = new Run(folder.path(), "", settings);
        run.folder = folder;
        run.log = folder.openLogAgain();
        return run;
    }

    @Override
    public void accept(TrainEvent event) {
        if (!hasBegun) {
            begin();
            hasBegun = true;
        }
        isSaved |= event instanceof TrainEvent.Saved || event instanceof TrainEvent.Resumed;
        Objects.requireNonNull(log, "the log is open once training has begun").accept(event);
    }

    private void begin() {
        if (folder == null) {
            folder = RunFolder.create(runs, name);
            folder.writeSettings(settings);
            log = folder.openLog();
        } else if (!folder.readSettings().equals(settings)) {
            folder.writeSettings(settings);
        }
    }

    /// Writes the model into the folder.
    void save(Model trained) {
        model = started().writeModel(trained);
    }

    /// The folder.
    Path path() {
        return started().path();
    }

    /// The folder for checkpoints.
    Path checkpoints() {
        return started().checkpoints();
    }

    /// The file for the way of the weights.
    Path weightPath() {
        return started().weightPath();
    }

    /// Whether there is a checkpoint to go on from.
    boolean isSaved() {
        return isSaved;
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
