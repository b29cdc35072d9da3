package org.glissade.benchmarks.kernel;

import java.util.Random;
import org.glissade.runtime.Array;
import org.glissade.runtime.Executable;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;

/// Values for the inputs of a kernel.
final class Inputs {
    private Inputs() {}

    /// Fills an input with values between 0.1 and 1.1, always the same ones: none that turns into a
    /// denormal or stops being a number however often a kernel is applied.
    static void fill(Executable executable, Node node) {
        if (node.op() instanceof Input(String name, var _)) {
            Random random = new Random(name.hashCode());
            Array values = executable.input(name);
            for (long i = 0; i < values.size(); i++) {
                values.setFlat(i, 0.1 + random.nextDouble());
            }
        }
    }
}
