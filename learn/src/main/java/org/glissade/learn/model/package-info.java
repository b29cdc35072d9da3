/// Trained models: a network, its parameters and what they were trained for; the model file.
@NullMarked
package org.glissade.learn.model;

import org.jspecify.annotations.NullMarked;
