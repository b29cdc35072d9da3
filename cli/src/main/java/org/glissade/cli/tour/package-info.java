/// The guided tour: ten lessons on neural networks, each a run on the spot with its picture.
@NullMarked
package org.glissade.cli.tour;

import org.jspecify.annotations.NullMarked;
