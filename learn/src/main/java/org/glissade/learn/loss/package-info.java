/// Losses on raw network outputs.
@NullMarked
package org.glissade.learn.loss;

import org.jspecify.annotations.NullMarked;
