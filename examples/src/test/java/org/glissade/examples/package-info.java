/// Runs every example.
@NullMarked
package org.glissade.examples;

import org.jspecify.annotations.NullMarked;
