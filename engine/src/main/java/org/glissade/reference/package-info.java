/// The backend that is obviously right: every operation is written as its definition, in double
/// precision, one element at a time. All other backends are held to it.
@NullMarked
package org.glissade.reference;

import org.jspecify.annotations.NullMarked;
