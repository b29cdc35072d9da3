/// Initial values of parameters.
@NullMarked
package org.glissade.learn.initial;

import org.jspecify.annotations.NullMarked;
