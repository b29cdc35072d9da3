/// Micro-benchmarks of single kernels.
@NullMarked
package org.glissade.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
