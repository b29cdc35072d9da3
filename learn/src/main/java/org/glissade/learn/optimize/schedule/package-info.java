/// Schedules: how the learning rate changes in the course of a training.
@NullMarked
package org.glissade.learn.optimize.schedule;

import org.jspecify.annotations.NullMarked;
