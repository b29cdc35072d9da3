/// The workloads in DL4J, as one computation graph each.
@NullMarked
package org.glissade.benchmarks.dl4j;

import org.jspecify.annotations.NullMarked;
