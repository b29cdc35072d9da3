@NullMarked
package org.glissade.testkit.conformance;

import org.jspecify.annotations.NullMarked;
