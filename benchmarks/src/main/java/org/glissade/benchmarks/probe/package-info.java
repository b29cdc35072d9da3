/// What the machine can do at most: arithmetic, memory, talk between cores.
@NullMarked
package org.glissade.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
