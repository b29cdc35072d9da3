@NullMarked
package org.glissade.cpu;

import org.jspecify.annotations.NullMarked;
