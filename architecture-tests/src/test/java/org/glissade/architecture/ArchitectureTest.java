package org.glissade.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule against the main classes of every module.
class ArchitectureTest {

    private static final JavaClasses GLISSADE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.glissade");

    @ParameterizedTest
    @EnumSource
    void aModuleKnowsOnlyWhatTheTableAllows(Modules module) {
        check(module.packages(), module.direction());
    }

    @ParameterizedTest
    @EnumSource
    void aRoomOfTheEngineKnowsOnlyWhatTheTableAllows(Rooms room) {
        check(List.of(room.packages()), room.direction());
    }

    @ParameterizedTest
    @MethodSource("org.glissade.architecture.CodingRules#all")
    void holdsEverywhere(CodingRules rules) {
        check(rules.scope(), rules.rule());
    }

    @Test
    void everyPackageStandsInATable() {
        List<String> known =
                Arrays.stream(Modules.values())
                        .flatMap(module -> module.packages().stream())
                        .toList();

        assertThat(GLISSADE)
                .isNotEmpty()
                .allSatisfy(type ->
                        assertThat(isIn(type, known))
                                .as("%s lies in no module or room of the tables", type.getName())
                                .isTrue());
    }

    /// A rule about packages that hold classes must have met some; one about packages to come may
    /// find nothing.
    private static void check(List<String> scope, ArchRule rule) {
        boolean exists = GLISSADE.stream().anyMatch(type -> isIn(type, scope));
        rule.allowEmptyShould(!exists).check(GLISSADE);
    }

    private static boolean isIn(JavaClass type, List<String> packages) {
        return Modules.residesInAny(packages).test(type);
    }
}
