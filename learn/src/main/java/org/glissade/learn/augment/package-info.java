/// What is done to batches before the network sees them, in training only: random changes of
/// features, and examples mixed with each other.
@NullMarked
package org.glissade.learn.augment;

import org.jspecify.annotations.NullMarked;
