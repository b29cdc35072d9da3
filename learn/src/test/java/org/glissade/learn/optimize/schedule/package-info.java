/// Schedules against the formulas of their papers.
@NullMarked
package org.glissade.learn.optimize.schedule;

import org.jspecify.annotations.NullMarked;
