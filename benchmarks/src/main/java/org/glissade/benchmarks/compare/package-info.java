/// The side-by-side comparison: starts the processes, alternates their windows, judges and prints.
@NullMarked
package org.glissade.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
