/// The process in which one engine trains a workload, and its line protocol.
@NullMarked
package org.glissade.benchmarks.runner;

import org.jspecify.annotations.NullMarked;
