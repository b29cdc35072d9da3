package org.glissade.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The width of vectors: what the processor prefers, or the bits (128, 256 or 512) in the system
/// property `glissade.lanes`. Constants, because the JIT needs them so; results do not depend on
/// them.
final class Lanes {
    private static final VectorShape SHAPE = shape(Integer.getInteger("glissade.lanes", 0));

    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);

    /// What a vector is. Where a variable is set in a loop, or a vector comes from a conversion,
    /// the JIT knows only that it is some vector, and relies on what the JDK's methods, which all
    /// kernels share, have been called with before. Where nothing of that was recorded, every such
    /// vector is an object for good. A cast to these constants, which costs nothing, tells it.
    static final Class<? extends FloatVector> FLOAT_VECTOR =
            FLOATS.vectorType().asSubclass(FloatVector.class);

    static final Class<? extends IntVector> INT_VECTOR =
            INTS.vectorType().asSubclass(IntVector.class);
    static final Class<? extends DoubleVector> DOUBLE_VECTOR =
            DOUBLES.vectorType().asSubclass(DoubleVector.class);

    private Lanes() {}

    private static VectorShape shape(int bits) {
        return switch (bits) {
            case 0 -> atMost512(FloatVector.SPECIES_PREFERRED.vectorShape());
            case 128 -> VectorShape.S_128_BIT;
            case 256 -> VectorShape.S_256_BIT;
            case 512 -> VectorShape.S_512_BIT;
            default ->
                    throw new IllegalArgumentException(
                            "glissade.lanes is "
                                    + bits
                                    + "; give 128, 256 or 512, or leave it out");
        };
    }

    /// Scalable vectors may be longer than any tile was made for, and shorter ones than 128 bits
    /// exist nowhere.
    private static VectorShape atMost512(VectorShape preferred) {
        if (DoubleVector.SPECIES_PREFERRED.length() < 2) {
            return VectorShape.S_128_BIT;
        }
        return preferred.vectorBitSize() > 512 ? VectorShape.S_512_BIT : preferred;
    }
}
