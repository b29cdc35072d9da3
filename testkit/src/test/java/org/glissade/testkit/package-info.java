@NullMarked
package org.glissade.testkit;

import org.jspecify.annotations.NullMarked;
