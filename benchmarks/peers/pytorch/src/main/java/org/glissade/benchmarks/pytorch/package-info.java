/// The workloads in PyTorch, driven through its Java presets at its best.
@NullMarked
package org.glissade.benchmarks.pytorch;

import org.jspecify.annotations.NullMarked;
