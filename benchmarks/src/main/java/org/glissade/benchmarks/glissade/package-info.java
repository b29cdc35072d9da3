/// The workloads in Glissade, written as a user would.
@NullMarked
package org.glissade.benchmarks.glissade;

import org.jspecify.annotations.NullMarked;
