/// The service interface between plans and the machines that run them: a
/// [Backend][org.glissade.backend.Backend] loads a plan into memory and gives a
/// [Program][org.glissade.backend.Program] that can be run again and again.
@NullMarked
package org.glissade.backend;

import org.jspecify.annotations.NullMarked;
