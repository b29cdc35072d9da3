/// Checks for users' own operations, layers and backends: gradients against finite differences, and
/// the conformance suite that holds each backend to the reference.
@org.jspecify.annotations.NullMarked
module org.glissade.testkit {
    requires transitive org.glissade.engine;
    requires static org.jspecify;

    exports org.glissade.testkit;
    exports org.glissade.testkit.conformance;
}
