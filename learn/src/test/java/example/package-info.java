/// A user of Glissade, seen from outside.
@NullMarked
package example;

import org.jspecify.annotations.NullMarked;
