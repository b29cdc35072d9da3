/// The `glissade` command: one class per subcommand, assembled in [Main].
@NullMarked
package org.glissade.cli;

import org.jspecify.annotations.NullMarked;
