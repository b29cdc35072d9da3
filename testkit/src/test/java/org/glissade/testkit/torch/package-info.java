/// PyTorch as the outside judge.
@NullMarked
package org.glissade.testkit.torch;

import org.jspecify.annotations.NullMarked;
