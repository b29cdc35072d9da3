/// The workloads as plain data, and the file of values that all engines read.
@NullMarked
package org.glissade.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
