/// Learning on top of the engine: layers, losses, optimizers, data sets, the trainer and its
/// events, metrics and model files.
@org.jspecify.annotations.NullMarked
module org.glissade.learn {
    requires transitive org.glissade.engine;
    requires static org.jspecify;

    exports org.glissade.learn.augment;
    exports org.glissade.learn.data;
    exports org.glissade.learn.explain;
    exports org.glissade.learn.file;
    exports org.glissade.learn.initial;
    exports org.glissade.learn.layer;
    exports org.glissade.learn.loss;
    exports org.glissade.learn.metric;
    exports org.glissade.learn.model;
    exports org.glissade.learn.optimize;
    exports org.glissade.learn.optimize.schedule;
    exports org.glissade.learn.optimize.solver;
    exports org.glissade.learn.random;
    exports org.glissade.learn.search;
    exports org.glissade.learn.surface;
    exports org.glissade.learn.train;
}
