/// The fast backend in plain Java: kernels over off-heap memory, a team of threads, and the glue
/// that runs a plan with them.
///
/// Reading order: [Kernels] says what a kernel does; [ScalarKernels] is that in plain loops;
/// `VectorKernels` is the same, bit for bit, with the Vector API; [KernelChoice] picks one; [Team]
/// spreads a step over threads.
@NullMarked
package org.glissade.cpu;

import org.jspecify.annotations.NullMarked;
