/// Layers, the scope that hands them their parameters, and networks written as text; needs no
/// backend.
@NullMarked
package org.glissade.learn.layer;

import org.jspecify.annotations.NullMarked;
