package org.glissade.tensor;

import com.tngtech.archunit.lang.ArchRule;
import java.lang.foreign.Arena;
import java.util.logging.Logger;
import jdk.incubator.vector.FloatVector;
import org.glissade.runtime.KnowsTheTrespasser;

/// Wrong in every way that the rules name: written to be refused.
public record TrespassingHelper(
        KnowsTheTrespasser later, Arena memory, FloatVector lanes, ArchRule stranger) {

    void report() {
        System.out.println("a library has no business here");
        Logger.getLogger("org.glissade").info("nor here");
    }
}
