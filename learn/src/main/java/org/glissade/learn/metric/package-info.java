/// Measures of how good predictions are.
@NullMarked
package org.glissade.learn.metric;

import org.jspecify.annotations.NullMarked;
