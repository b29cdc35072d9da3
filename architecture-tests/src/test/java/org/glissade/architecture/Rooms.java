package org.glissade.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rooms of the engine in the order in which a training step passes through them, and which
/// each one may know.
enum Rooms {
    TENSOR(),
    COMPILE(TENSOR),
    BACKEND(TENSOR, COMPILE),
    REFERENCE(TENSOR, COMPILE, BACKEND),
    CPU(TENSOR, COMPILE, BACKEND),
    /// Finds the backends through `ServiceLoader`, so it knows none of them.
    RUNTIME(TENSOR, COMPILE, BACKEND);

    private final List<Rooms> mayKnow;

    Rooms(Rooms... mayKnow) {
        this.mayKnow = List.copyOf(Arrays.asList(mayKnow));
    }

    String packages() {
        return "org.glissade." + name().toLowerCase(java.util.Locale.ROOT) + "..";
    }

    /// Classes of this room know the rooms listed for it, the JDK and JSpecify.
    ArchRule direction() {
        // Which rooms may use the Vector API is a rule of its own: see CodingRules.
        List<String> allowed =
                new ArrayList<>(
                        List.of(
                                "java..",
                                "org.jspecify..",
                                "jdk.incubator.vector..",
                                "com.sun.management..",
                                packages()));
        mayKnow.forEach(room -> allowed.add(room.packages()));
        return classes()
                .that()
                .resideInAPackage(packages())
                .should()
                .onlyDependOnClassesThat(Modules.residesInAny(allowed));
    }
}
