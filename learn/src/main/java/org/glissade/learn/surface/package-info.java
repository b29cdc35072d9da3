/// The loss around trained weights: over planes, along single weights, and the way that training
/// took. Numbers only; pictures of them are made elsewhere.
@NullMarked
package org.glissade.learn.surface;

import org.jspecify.annotations.NullMarked;
