/// Learning on top of the engine: layers, losses, optimizers, data sets, the trainer and its
/// events, metrics and model files.
@org.jspecify.annotations.NullMarked
module org.glissade.learn {
    requires transitive org.glissade.engine;
    requires static org.jspecify;

    exports org.glissade.learn.file;
}
