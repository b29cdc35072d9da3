package org.glissade.learn.layer;

import org.glissade.runtime.KnowsTheTrespasser;

/// A layer that needs a backend to be defined: written to be refused.
public record KnowsTheRuntime(KnowsTheTrespasser runtime) {}
