@NullMarked
package org.glissade.learn.augment;

import org.jspecify.annotations.NullMarked;
