package org.glissade.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import org.glissade.cpu.KnowsTheTracer;
import org.glissade.learn.layer.KnowsTheRuntime;
import org.glissade.runtime.KnowsTheTrespasser;
import org.glissade.tensor.TrespassingHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Breaks every rule once with classes written to be wrong: a rule that accepts them guards
/// nothing.
class RulesCanFailTest {

    private static final JavaClasses WRONG =
            new ClassFileImporter()
                    .importClasses(
                            TrespassingHelper.class,
                            KnowsTheTrespasser.class,
                            KnowsTheTracer.class,
                            KnowsTheRuntime.class);

    @ParameterizedTest
    @MethodSource("org.glissade.architecture.CodingRules#all")
    void aWrongClassBreaksTheRule(CodingRules rules) {
        assertThat(breaks(rules.rule())).isTrue();
    }

    @Test
    void aRoomThatKnowsALaterRoomIsRefused() {
        assertThat(breaks(Rooms.TENSOR.direction())).isTrue();
        assertThat(breaks(Rooms.RUNTIME.direction())).isFalse();
    }

    @Test
    void aModuleThatKnowsAnUnlistedLibraryIsRefused() {
        List<Modules> refused = new ArrayList<>();
        for (Modules module : Modules.values()) {
            if (breaks(module.direction())) {
                refused.add(module);
            }
        }
        assertThat(refused).containsExactly(Modules.ENGINE);
    }

    private static boolean breaks(ArchRule rule) {
        return rule.allowEmptyShould(true).evaluate(WRONG).hasViolation();
    }
}
