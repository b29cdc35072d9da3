package org.glissade.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// What holds across modules: cycles, places of the risky parts of the JDK, names, output,
/// nullness.
///
/// @param scope packages whose classes the rule speaks of; while none of them has a class the rule
///   has nothing to say
/// @param rule the rule itself
record CodingRules(List<String> scope, ArchRule rule) {

    private static final List<String> EVERYTHING = List.of("org.glissade..");
    private static final List<String> BACKENDS =
            List.of("org.glissade.reference..", "org.glissade.cpu..");
    private static final List<String> LIBRARY =
            List.of(
                    "org.glissade.tensor..",
                    "org.glissade.compile..",
                    "org.glissade.backend..",
                    "org.glissade.reference..",
                    "org.glissade.cpu..",
                    "org.glissade.runtime..",
                    "org.glissade.learn..",
                    "org.glissade.tables..");

    static List<CodingRules> all() {
        return List.of(
                new CodingRules(
                        EVERYTHING,
                        slices().matching("org.glissade.(**)").should().beFreeOfCycles()),
                new CodingRules(
                        BACKENDS,
                        noClasses()
                                .that(reside(BACKENDS))
                                .should()
                                .dependOnClassesThat()
                                .haveFullyQualifiedName("org.glissade.tensor.Trace")
                                .because("backends see the plan, never the tracer")),
                new CodingRules(
                        List.of("org.glissade.learn.layer.."),
                        noClasses()
                                .that(reside(List.of("org.glissade.learn.layer..")))
                                .should()
                                .dependOnClassesThat(
                                        reside(
                                                List.of(
                                                        "org.glissade.runtime..",
                                                        "org.glissade.backend..")))
                                .because(
                                        "a model is defined, shape-checked and printed with no backend present")),
                new CodingRules(
                        EVERYTHING,
                        noClasses()
                                .that(reside(EVERYTHING))
                                .and(DescribedPredicate.not(reside(List.of("org.glissade.cpu.."))))
                                .should()
                                .dependOnClassesThat(reside(List.of("jdk.incubator.vector..")))
                                .because(
                                        "the Vector API is still incubating, so one room bears its changes")),
                new CodingRules(
                        EVERYTHING,
                        noClasses()
                                .that(reside(EVERYTHING))
                                .and(
                                        DescribedPredicate.not(
                                                reside(
                                                        List.of(
                                                                "org.glissade.cpu..",
                                                                "org.glissade.reference..",
                                                                "org.glissade.backend..",
                                                                "org.glissade.runtime.."))))
                                .should()
                                .dependOnClassesThat(reside(List.of("java.lang.foreign..")))
                                .because("only those who own memory may touch memory")),
                new CodingRules(
                        LIBRARY,
                        noClasses()
                                .that(reside(LIBRARY))
                                .should()
                                .dependOnClassesThat(reside(List.of("java.util.logging..")))
                                .because("a library hands events to its caller")),
                new CodingRules(
                        LIBRARY,
                        noClasses()
                                .that(reside(LIBRARY))
                                .should()
                                .accessField(System.class, "out")
                                .because(
                                        "standard output belongs to the program that uses the library")),
                new CodingRules(
                        EVERYTHING,
                        noClasses()
                                .that(reside(EVERYTHING))
                                .should()
                                .haveSimpleNameEndingWith("Util")
                                .orShould()
                                .haveSimpleNameEndingWith("Utils")
                                .orShould()
                                .haveSimpleNameContaining("Helper")
                                .orShould()
                                .haveSimpleNameEndingWith("Manager")
                                .orShould()
                                .haveSimpleNameContaining("Common")
                                .because("a method belongs on the type that it serves")),
                new CodingRules(
                        EVERYTHING,
                        classes()
                                .that(reside(EVERYTHING))
                                .should(liveInAPackageMarkedForNullness())
                                .because("on the class path a module's @NullMarked is not seen")));
    }

    private static DescribedPredicate<JavaClass> reside(List<String> packages) {
        return resideInAnyPackage(packages.toArray(String[]::new));
    }

    private static ArchCondition<JavaClass> liveInAPackageMarkedForNullness() {
        return new ArchCondition<>("live in a package whose package-info carries @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(
                        new SimpleConditionEvent(
                                type,
                                type.getPackage().isAnnotatedWith(NullMarked.class),
                                type.getName()
                                        + ": "
                                        + type.getPackageName()
                                        + "/package-info.java lacks @NullMarked"));
            }
        };
    }

    @Override
    public String toString() {
        return rule.getDescription();
    }
}
