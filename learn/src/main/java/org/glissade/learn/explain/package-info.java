/// One example on its way through a network and the error on its way back, number by number:
/// weighted sums, activities, deltas, the derivative of every weight, and single derivatives as
/// chains of factors. It reads graphs and the origins of their nodes, so it knows no kind of layer.
@NullMarked
package org.glissade.learn.explain;

import org.jspecify.annotations.NullMarked;
