/// Short programs that use Glissade as a library, each a page to start from.
@NullMarked
package org.glissade.examples;

import org.jspecify.annotations.NullMarked;
