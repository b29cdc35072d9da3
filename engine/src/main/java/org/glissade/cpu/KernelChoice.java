package org.glissade.cpu;

import java.util.Optional;

/// The kernels that suit this machine and Java virtual machine, and what would make them faster.
record KernelChoice(Kernels kernels, Optional<String> advice) {
    static KernelChoice best() {
        return new KernelChoice(new ScalarKernels(), Optional.empty());
    }
}
