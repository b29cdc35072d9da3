package org.glissade.cpu;

import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.UnaryFunction;

/// Elementwise functions in single precision, within 4 units in the last place of the value in
/// double precision.
///
/// Range reduction and a polynomial each, in operations that IEEE 754 rounds in one way only: the
/// loops on vectors do the same operations in the same order and give the same bits. The
/// polynomials are minimax fits made for these intervals. What networks rarely need (tan, the arc
/// and hyperbolic functions but tanh, power, atan2, and sine and cosine of huge angles) is computed
/// in double precision and rounded, here and there alike.
final class FloatMath {
    static final float LOG2_E = 1.442695f;

    /// Adding it rounds a float below 2²² to an integer, held in the low bits.
    static final float ROUNDER = 0x1.8p23f;

    static final int ROUNDER_BITS = 0x4B400000;

    /// ln 2 in two parts; the first has so few bits that its multiples are exact.
    static final float LN2_HIGH = 0x1.63p-1f;

    static final float LN2_LOW = -2.1219444e-4f;

    /// Beyond these, eˣ is ∞ and 0.
    static final float EXP_TOP = 89f;

    static final float EXP_BOTTOM = -104f;

    /// (eʳ − 1 − r) / r² for |r| below ln 2 / 2.
    static final float E0 = 0.5f;

    static final float E1 = 0.16666512f;
    static final float E2 = 0.041666187f;
    static final float E3 = 0.008369599f;
    static final float E4 = 0.0013951717f;

    /// The same with a small error relative to eʳ − 1.
    static final float M0 = 0.5f;

    static final float M1 = 0.16666666f;
    static final float M2 = 0.041666348f;
    static final float M3 = 0.0083333915f;
    static final float M4 = 0.0013941653f;
    static final float M5 = 0.00019845957f;

    /// Below it, eˣ − 1 rounds to −1.
    static final float EXPM1_BOTTOM = -18f;

    /// Below it, eˣ − 1, log(1 + x), sin x and tanh x round to x.
    static final float TINY = 0x1p-30f;

    /// (log(1 + f) − f + f²/2) / f³ for 1 + f from √½ to √2.
    static final float L0 = 0.3333333f;

    static final float L1 = -0.25000823f;
    static final float L2 = 0.20001227f;
    static final float L3 = -0.16623357f;
    static final float L4 = 0.14201762f;
    static final float L5 = -0.13160194f;
    static final float L6 = 0.1276155f;
    static final float L7 = -0.0763443f;

    /// The bits of √½.
    static final int ROOT_HALF_BITS = 0x3F3504F3;

    static final float DENORMAL_SCALE = 0x1p23f;

    /// π/2 in three parts.
    static final float HALF_PI_HIGH = 1.5707964f;

    static final float HALF_PI_MIDDLE = -4.371139e-8f;
    static final float HALF_PI_LOW = -1.7151245e-15f;
    static final float TWO_OVER_PI = 0.63661975f;

    /// Up to here the three parts reduce an angle.
    static final float ANGLE_TOP = 32768f;

    /// (sin r / r − 1) / r² as polynomial in r².
    static final float S0 = -0.16666654f;

    static final float S1 = 0.008332113f;
    static final float S2 = -0.0001950874f;

    /// (cos r − 1 + r²/2) / r⁴ as polynomial in r².
    static final float C0 = 0.041666646f;

    static final float C1 = -0.0013887306f;
    static final float C2 = 2.4431203e-5f;

    /// erf x / x − 1 as polynomial in x², |x| up to 1.
    static final float R0 = 0.12837917f;

    static final float R1 = -0.37612626f;
    static final float R2 = 0.112835854f;
    static final float R3 = -0.026853811f;
    static final float R4 = 0.0051883277f;
    static final float R5 = -0.00080101925f;
    static final float R6 = 7.853858e-5f;

    /// −log(erfc x) / x from 1 to 4.
    static final float Q0 = 1.1286943f;

    static final float Q1 = 0.63496953f;
    static final float Q2 = 0.10653087f;
    static final float Q3 = -0.02401007f;
    static final float Q4 = 0.0037574768f;
    static final float Q5 = -0.00035059205f;
    static final float Q6 = 1.3962444e-5f;

    /// Beyond it, erf rounds to ±1.
    static final float ERF_TOP = 4f;

    /// Beyond it, tanh rounds to ±1.
    static final float TANH_TOP = 10f;

    /// From here on every float is an integer.
    static final float INTEGERS = 0x1p23f;

    private FloatMath() {}

    static float apply(UnaryFunction function, float x) {
        return switch (function) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case EXP -> exp(x);
            case EXPM1 -> expm1(x);
            case LOG -> log(x);
            case LOG1P -> log1p(x);
            case SQRT -> (float) Math.sqrt(x);
            case SIN -> sin(x);
            case COS -> cos(x);
            case TANH -> tanh(x);
            case ERF -> erf(x);
            case SIGMOID -> sigmoid(x);
            case SOFTPLUS -> softplus(x);
            case RELU -> relu(x);
            case FLOOR -> floor(x);
            case CEIL -> ceil(x);
            case ROUND -> round(x);
            case TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH ->
                    (float) function.apply(x);
        };
    }

    static float apply(BinaryFunction function, float a, float b) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case POWER, ATAN2 -> (float) function.apply(a, b);
        };
    }

    static float relu(float x) {
        return x <= 0 ? 0 : x;
    }

    static float exp(float x) {
        if (x > EXP_TOP) {
            return Float.POSITIVE_INFINITY;
        }
        if (x < EXP_BOTTOM) {
            return 0;
        }
        float t = Math.fma(x, LOG2_E, ROUNDER);
        float n = t - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = Math.fma(E4, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, E1);
        p = Math.fma(p, r, E0);
        float y = Math.fma(p * r, r, r + 1);
        // In two factors, because 2ⁿ itself may be out of range where the result is not.
        int whole = Float.floatToRawIntBits(t) - ROUNDER_BITS;
        int half = whole >> 1;
        return y * powerOfTwo(half) * powerOfTwo(whole - half);
    }

    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n + 127) << 23);
    }

    static float expm1(float x) {
        if (Math.abs(x) < TINY) {
            return x;
        }
        if (x > EXP_TOP) {
            return Float.POSITIVE_INFINITY;
        }
        if (x < EXPM1_BOTTOM) {
            return -1;
        }
        float t = Math.fma(x, LOG2_E, ROUNDER);
        float n = t - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = Math.fma(M5, r, M4);
        p = Math.fma(p, r, M3);
        p = Math.fma(p, r, M2);
        p = Math.fma(p, r, M1);
        p = Math.fma(p, r, M0);
        float e = Math.fma(p * r, r, r);
        // Half of the power: 2¹²⁸ is out of range.
        float scale = powerOfTwo(Float.floatToRawIntBits(t) - ROUNDER_BITS - 1);
        return Math.fma(e, scale, scale - 0.5f) * 2;
    }

    static float log(float x) {
        if (!(x > 0)) {
            return x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
        }
        if (x == Float.POSITIVE_INFINITY) {
            return x;
        }
        boolean denormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(denormal ? x * DENORMAL_SCALE : x);
        int exponent = (bits - ROOT_HALF_BITS) >> 23;
        float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
        float e = exponent - (denormal ? 23f : 0f);
        float p = Math.fma(L7, f, L6);
        p = Math.fma(p, f, L5);
        p = Math.fma(p, f, L4);
        p = Math.fma(p, f, L3);
        p = Math.fma(p, f, L2);
        p = Math.fma(p, f, L1);
        p = Math.fma(p, f, L0);
        float square = f * f;
        float y = Math.fma(e, LN2_LOW, p * f * square);
        y = Math.fma(square, -0.5f, y);
        return Math.fma(e, LN2_HIGH, f + y);
    }

    static float log1p(float x) {
        float u = 1 + x;
        float y = log(u) + (x - (u - 1)) / u;
        if (u == 0 || x == Float.POSITIVE_INFINITY) {
            return u == 0 ? Float.NEGATIVE_INFINITY : x;
        }
        return Math.abs(x) < TINY ? x : y;
    }

    static float tanh(float x) {
        float a = Math.abs(x);
        float e = expm1(a + a);
        float y = e / (e + 2);
        return Math.copySign(a > TANH_TOP ? 1 : a < TINY ? a : y, x);
    }

    static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    static float softplus(float x) {
        float e = log1p(exp(-Math.abs(x)));
        return x > 0 ? x + e : e;
    }

    static float erf(float x) {
        float a = Math.abs(x);
        if (a <= 1) {
            float z = x * x;
            float p = Math.fma(R6, z, R5);
            p = Math.fma(p, z, R4);
            p = Math.fma(p, z, R3);
            p = Math.fma(p, z, R2);
            p = Math.fma(p, z, R1);
            p = Math.fma(p, z, R0);
            return Math.fma(p, x, x);
        }
        float q = Math.fma(Q6, a, Q5);
        q = Math.fma(q, a, Q4);
        q = Math.fma(q, a, Q3);
        q = Math.fma(q, a, Q2);
        q = Math.fma(q, a, Q1);
        q = Math.fma(q, a, Q0);
        float y = 1 - exp(-(q * a));
        return Math.copySign(a > ERF_TOP ? 1 : y, x);
    }

    static float sin(float x) {
        if (Math.abs(x) < TINY) {
            return x;
        }
        return Math.abs(x) <= ANGLE_TOP ? wave(x, 0) : (float) Math.sin(x);
    }

    static float cos(float x) {
        return Math.abs(x) <= ANGLE_TOP ? wave(x, 1) : (float) Math.cos(x);
    }

    /// sin(x + quarters · π/2).
    private static float wave(float x, int quarters) {
        float t = Math.fma(x, TWO_OVER_PI, ROUNDER);
        float n = t - ROUNDER;
        float r = Math.fma(n, -HALF_PI_HIGH, x);
        r = Math.fma(n, -HALF_PI_MIDDLE, r);
        r = Math.fma(n, -HALF_PI_LOW, r);
        int quadrant = Float.floatToRawIntBits(t) - ROUNDER_BITS + quarters;
        float z = r * r;
        float y;
        if ((quadrant & 1) == 0) {
            float p = Math.fma(S2, z, S1);
            p = Math.fma(p, z, S0);
            y = Math.fma(p * z, r, r);
        } else {
            float p = Math.fma(C2, z, C1);
            p = Math.fma(p, z, C0);
            y = Math.fma(p * z, z, Math.fma(z, -0.5f, 1));
        }
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ ((quadrant & 2) << 30));
    }

    static float round(float x) {
        float shift = Math.copySign(INTEGERS, x);
        return Math.abs(x) < INTEGERS ? Math.copySign((x + shift) - shift, x) : x;
    }

    static float floor(float x) {
        float rounded = round(x);
        return rounded > x ? rounded - 1 : rounded;
    }

    static float ceil(float x) {
        float rounded = round(x);
        return rounded < x ? Math.copySign(rounded + 1, x) : rounded;
    }
}
