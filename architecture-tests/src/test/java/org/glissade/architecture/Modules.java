package org.glissade.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The modules of Glissade and which of them each one may know, third parties included.
enum Modules {
    // The JDK says what a thread allocates in a package that does not begin with java.
    ENGINE(List.of("jdk.incubator.vector..", "com.sun.management..")),
    LEARN(List.of(), ENGINE),
    TABLES(List.of("de.siegmar.fastcsv.."), ENGINE, LEARN),
    TESTKIT(List.of(), ENGINE),
    REPORT(List.of("javax.imageio.."), ENGINE, LEARN),
    // The JDK says how much memory there is in a package that does not begin with java.
    CLI(
            List.of("picocli..", "com.sun.management..", "javax.imageio.."),
            ENGINE,
            LEARN,
            TABLES,
            REPORT),
    EXAMPLES(List.of(), ENGINE, LEARN, TABLES);

    private final List<String> thirdParties;
    private final List<Modules> mayKnow;

    Modules(List<String> thirdParties, Modules... mayKnow) {
        this.thirdParties = thirdParties;
        this.mayKnow = List.copyOf(Arrays.asList(mayKnow));
    }

    /// The packages of this module. All but the engine keep to one root; the engine's are listed in
    /// [Rooms].
    List<String> packages() {
        return switch (this) {
            case ENGINE -> Arrays.stream(Rooms.values()).map(Rooms::packages).toList();
            case LEARN -> List.of("org.glissade.learn..");
            case TABLES -> List.of("org.glissade.tables..");
            case TESTKIT -> List.of("org.glissade.testkit..");
            case REPORT -> List.of("org.glissade.report..");
            case CLI -> List.of("org.glissade.cli..");
            case EXAMPLES -> List.of("org.glissade.examples..");
        };
    }

    /// Classes of this module know the JDK, JSpecify, the module's third parties and the modules
    /// listed for it.
    ArchRule direction() {
        List<String> allowed = new ArrayList<>(List.of("java..", "org.jspecify.."));
        allowed.addAll(thirdParties);
        allowed.addAll(packages());
        mayKnow.forEach(module -> allowed.addAll(module.packages()));
        return classes()
                .that()
                .resideInAnyPackage(packages().toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat(residesInAny(allowed));
    }

    /// As `resideInAnyPackage`, but primitives and arrays of them, which live in no package, are
    /// always known.
    static DescribedPredicate<JavaClass> residesInAny(List<String> packages) {
        DescribedPredicate<JavaClass> inside =
                JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new));
        return DescribedPredicate.describe(
                "reside in " + packages,
                type ->
                        type.getBaseComponentType().isPrimitive()
                                || inside.test(type.getBaseComponentType()));
    }
}
