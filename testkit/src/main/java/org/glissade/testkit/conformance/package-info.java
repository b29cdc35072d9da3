/// The suite that holds a backend to the definitions:
/// [BackendConformance][org.glissade.testkit.conformance.BackendConformance] runs it.
@NullMarked
package org.glissade.testkit.conformance;

import org.jspecify.annotations.NullMarked;
