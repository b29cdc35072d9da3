/// What a caller holds: data, devices, executables, and debugging.
@NullMarked
package org.glissade.runtime;

import org.jspecify.annotations.NullMarked;
