/// Solvers that run a compiled function from outside, as often as they need it: L-BFGS and
/// Levenberg–Marquardt.
@NullMarked
package org.glissade.learn.optimize.solver;

import org.jspecify.annotations.NullMarked;
