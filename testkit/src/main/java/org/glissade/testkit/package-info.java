/// Checks that any test framework can run: they throw [AssertionError] and need no other library.
@NullMarked
package org.glissade.testkit;

import org.jspecify.annotations.NullMarked;
