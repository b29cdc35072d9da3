/// Optimizers: update rules built into the graph of a step.
@NullMarked
package org.glissade.learn.optimize;

import org.jspecify.annotations.NullMarked;
