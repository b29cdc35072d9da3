/// Tests of the command: each runs it within the test's process, as a user would type it.
@NullMarked
package org.glissade.cli;

import org.jspecify.annotations.NullMarked;
