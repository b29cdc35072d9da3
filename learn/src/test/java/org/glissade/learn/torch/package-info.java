/// Learning judged by PyTorch.
@NullMarked
package org.glissade.learn.torch;

import org.jspecify.annotations.NullMarked;
