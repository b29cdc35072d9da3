/// Training: the trainer, its events, the run log and the run folder.
@NullMarked
package org.glissade.learn.train;

import org.jspecify.annotations.NullMarked;
