/// Plots as SVG text, without a library.
@NullMarked
package org.glissade.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
