package org.glissade.cpu;

import java.nio.ByteOrder;
import java.util.Optional;

/// Which kernels this JVM gets, and what would make it faster.
///
/// @param kernels the chosen implementation
/// @param advice one line that names the flags for more speed; empty where there is nothing to gain
record KernelChoice(Kernels kernels, Optional<String> advice) {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    /// What this process has chosen: one choice for all, so that what has been warmed up stays so.
    private static final class Chosen {
        static final KernelChoice KERNELS = best();
    }

    /// The choice that all computations of this process share.
    static KernelChoice shared() {
        return Chosen.KERNELS;
    }

    /// The fastest kernels that this JVM can run well. The system property `glissade.kernels`
    /// forces `scalar` or `vector`.
    static KernelChoice best() {
        String wish = System.getProperty("glissade.kernels", "best");
        return switch (wish) {
            case "scalar" -> new KernelChoice(new ScalarKernels(), Optional.empty());
            case "vector" -> new KernelChoice(vector(), Optional.empty());
            case "best" -> measured();
            default ->
                    throw new IllegalArgumentException(
                            "glissade.kernels is "
                                    + wish
                                    + "; give scalar or vector, or leave it out");
        };
    }

    private static KernelChoice measured() {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return new KernelChoice(new ScalarKernels(), Optional.empty());
        }
        Module own = KernelChoice.class.getModule();
        if (!modulePresent() || !own.isNativeAccessEnabled()) {
            return new KernelChoice(
                    new ScalarKernels(),
                    Optional.of(
                            "Glissade computes with scalar kernels; start Java with --add-modules "
                                    + VECTOR_MODULE
                                    + " --enable-native-access="
                                    + (own.isNamed() ? own.getName() : "ALL-UNNAMED")
                                    + " to make it several times faster."));
        }
        if (!compilesVectors(
                System.getProperty("java.vm.name", ""), System.getProperty("java.vm.info", ""))) {
            return new KernelChoice(
                    new ScalarKernels(),
                    Optional.of(
                            "Glissade computes with scalar kernels, because this JVM does not compile the"
                                    + " Vector API; drop -Xint and -XX:TieredStopAtLevel, or use a HotSpot JVM,"
                                    + " to make it several times faster."));
        }
        return new KernelChoice(new WarmingKernels(vector()), Optional.empty());
    }

    /// Whether the JVM has a compiler that turns vectors into registers; without one they are
    /// objects, hundreds of times slower than plain loops.
    static boolean compilesVectors(String virtualMachine, String mode) {
        boolean optimises = mode.contains("mixed mode") || mode.contains("compiled mode");
        boolean onlyFirstTier = mode.contains("emulated-client");
        return optimises && !onlyFirstTier && !virtualMachine.contains("OpenJ9");
    }

    private static boolean modulePresent() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }

    /// Its own method, so that a JVM without the module never meets the class.
    private static Kernels vector() {
        return new VectorKernels();
    }
}
