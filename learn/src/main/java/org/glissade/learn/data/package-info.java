/// Data sets, tasks, splits and batches.
@NullMarked
package org.glissade.learn.data;

import org.jspecify.annotations.NullMarked;
