package org.glissade.runtime;

import org.glissade.tensor.TrespassingHelper;

/// Closes a cycle between two packages: written to be refused.
public record KnowsTheTrespasser(TrespassingHelper earlier) {}
