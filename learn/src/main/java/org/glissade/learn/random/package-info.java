/// Counter-based random numbers on the host: initial values, shuffling, splits.
@NullMarked
package org.glissade.learn.random;

import org.jspecify.annotations.NullMarked;
