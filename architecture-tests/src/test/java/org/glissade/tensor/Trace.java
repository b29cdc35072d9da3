package org.glissade.tensor;

/// Bears the tracer's name, so that a wrong class can depend on it whatever the engine's own one
/// looks like.
public record Trace() {}
