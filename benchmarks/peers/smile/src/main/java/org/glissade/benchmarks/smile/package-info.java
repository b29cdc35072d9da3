/// The workloads that Smile's multilayer perceptron can do.
@NullMarked
package org.glissade.benchmarks.smile;

import org.jspecify.annotations.NullMarked;
