/// Tests of learning.
@NullMarked
package org.glissade.learn;

import org.jspecify.annotations.NullMarked;
