package org.glissade.learn.random;

import java.nio.charset.StandardCharsets;
import org.glissade.tensor.DType;
import org.glissade.tensor.RandomBits;
import org.glissade.tensor.Shape;
import org.glissade.tensor.TensorType;

/// A stream of random numbers addressed by position: a pure function of a seed, a name and the
/// position, so that drawing order, threads and unrelated streams change nothing.
///
/// The numbers are those of [RandomBits]. Transcendental functions are those of [StrictMath]: the
/// same bits on every machine.
///
/// @param state where the stream starts, from [#of]
public record RandomStream(long state) {
    private static final TensorType DRAW = new TensorType(DType.I64, Shape.scalar());

    /// The stream of a seed that belongs to a name.
    public static RandomStream of(long seed, String name) {
        return new RandomStream(new RandomBits(key(name), 63, DRAW).stream(seed));
    }

    /// The name as a number, by the hash FNV-1a of its UTF-8 bytes.
    public static long key(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte part : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (part & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /// An integer in [0, 2⁶³).
    public long bits(long position) {
        return RandomBits.draw(state, position, 63);
    }

    /// A number uniform in [0, 1) with 53 random bits.
    public double uniform(long position) {
        return RandomBits.draw(state, position, 53) * 0x1p-53;
    }

    /// A number of the standard normal distribution, by the transform of Box and Muller (1958).
    public double normal(long position) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log1p(-uniform(2 * position)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(2 * position + 1));
    }

    /// An order of 0 … size − 1 in which each is equally likely (Fisher, Yates 1938; Durstenfeld
    /// 1964).
    public int[] permutation(int size) {
        int[] order = new int[size];
        permute(order);
        return order;
    }

    /// Fills an array with [#permutation] without allocating.
    public void permute(int[] order) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = order.length - 1; i > 0; i--) {
            int other = (int) (uniform(i) * (i + 1));
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }
}
