/// Solvers judged by certified values.
@NullMarked
package org.glissade.learn.optimize.solver;

import org.jspecify.annotations.NullMarked;
