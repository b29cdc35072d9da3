/// The workloads in TensorFlow-Java: one graph for the whole step, run in the calling thread.
@NullMarked
package org.glissade.benchmarks.tensorflow;

import org.jspecify.annotations.NullMarked;
