/// The heart of Glissade: symbolic tensors, gradients as graphs, the compiler that turns a training
/// step into one plan, and the backends that run it.
///
/// Depends on nothing but the JDK; the Vector API is used where the JVM offers it.
@org.jspecify.annotations.NullMarked
module org.glissade.engine {
    requires static transitive org.jspecify;
    requires static jdk.incubator.vector;
    requires static jdk.management;

    exports org.glissade.backend;
    exports org.glissade.compile;
    exports org.glissade.runtime;
    exports org.glissade.tensor;

    uses org.glissade.backend.Backend;

    provides org.glissade.backend.Backend with
            org.glissade.cpu.CpuBackend,
            org.glissade.reference.ReferenceBackend;
}
