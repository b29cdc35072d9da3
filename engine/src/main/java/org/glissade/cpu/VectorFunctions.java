package org.glissade.cpu;

import static org.glissade.cpu.FloatMath.*;

/// [FloatMath]'s functions written into a loop: the same operations in the same order as
/// [VectorFloatExp] and [VectorFloatLog] do, so the same bits.
final class VectorFunctions {
    private final VectorCode code;

    VectorFunctions(VectorCode code) {
        this.code = code;
    }

    /// A power of e taken apart: `x = n·ln 2 + r`, with n + [FloatMath#ROUNDER] in `t`.
    private record Parts(int t, int r) {}

    private Parts parts(int x) {
        int t = code.fma(x, code.number(LOG2_E), code.number(ROUNDER));
        int n = code.binary("SUB", t, ROUNDER);
        int high = code.fma(n, code.number(-LN2_HIGH), x);
        return new Parts(t, code.fma(n, code.number(-LN2_LOW), high));
    }

    private int polynomial(int x, float... coefficients) {
        int p = code.number(coefficients[0]);
        for (int i = 1; i < coefficients.length; i++) {
            p = code.fma(p, x, code.number(coefficients[i]));
        }
        return p;
    }

    int exp(int x) {
        int y = scaled(parts(x));
        y = code.blend(y, Float.POSITIVE_INFINITY, code.compare("GT", x, EXP_TOP));
        return code.blend(y, 0f, code.compare("LT", x, EXP_BOTTOM));
    }

    /// The power of e whose parts these are, where it is a number above 0.
    private int scaled(Parts parts) {
        int r = parts.r();
        int p = polynomial(r, E4, E3, E2, E1, E0);
        int y = code.fma(code.binary("MUL", p, r), r, code.binary("ADD", r, 1f));
        int whole = code.integerWith("SUB", code.bits(parts.t()), ROUNDER_BITS);
        int half = code.shift("ASHR", whole, 1);
        int rest = code.integer("SUB", whole, half);
        y = code.binary("MUL", y, power(half, 127));
        return code.binary("MUL", y, power(rest, 127));
    }

    /// 2 to the power of whole numbers.
    private int power(int exponents, int bias) {
        return code.ofBits(code.shift("LSHL", code.integerWith("ADD", exponents, bias), 23));
    }

    /// As [VectorFloatLog] does it, less what cannot happen: the power of e lies from 0 to 1, so
    /// the logarithm's argument from 1 to 2.
    int softplus(int x) {
        int minus = code.unary("NEG", code.unary("ABS", x));
        Parts parts = parts(minus);
        int e = code.blend(scaled(parts), 0f, code.compare("LT", minus, EXP_BOTTOM));
        int u = code.binary("ADD", e, 1f);
        int bits = code.bits(u);
        int shift = code.shift("ASHR", code.integerWith("SUB", bits, ROOT_HALF_BITS), 23);
        int y = logarithm(bits, shift, code.toFloats(shift));
        int lost = code.binary("SUB", e, code.binary("SUB", u, 1f));
        y = code.binary("ADD", y, code.binary("DIV", lost, u));
        y = code.blend(y, e, code.compare("LT", e, TINY));
        y = code.blend(y, code.binary("ADD", x, y), code.compare("GT", x, 0f));
        return code.blend(y, Float.NaN, code.compare("NE", x, x, false));
    }

    int sigmoid(int x) {
        int e = exp(code.unary("NEG", code.unary("ABS", x)));
        int top = code.blend(code.number(1f), e, code.compare("LT", x, 0f));
        return code.binary("DIV", top, code.binary("ADD", e, 1f));
    }

    int tanh(int x) {
        int size = code.unary("ABS", x);
        int twice = code.binary("ADD", size, size);
        Parts parts = parts(twice);
        int r = parts.r();
        int p = polynomial(r, M5, M4, M3, M2, M1, M0);
        int e = code.fma(code.binary("MUL", p, r), r, r);
        int power = code.integerWith("SUB", code.bits(parts.t()), ROUNDER_BITS - 126);
        int scale = code.ofBits(code.shift("LSHL", power, 23));
        e = code.binary("MUL", code.fma(e, scale, code.binary("SUB", scale, 0.5f)), 2f);
        e = code.blend(e, Float.POSITIVE_INFINITY, code.compare("GT", twice, EXP_TOP));
        e = code.blend(e, -1f, code.compare("LT", twice, EXPM1_BOTTOM));
        e = code.blend(e, twice, code.compare("LT", code.unary("ABS", twice), TINY));
        int y = code.binary("DIV", e, code.binary("ADD", e, 2f));
        y = code.blend(y, 1f, code.compare("GT", size, TANH_TOP));
        y = code.blend(y, size, code.compare("LT", size, TINY));
        int signs = code.integerWith("AND", code.bits(x), Integer.MIN_VALUE);
        int positive = code.integerWith("AND", code.bits(y), Integer.MAX_VALUE);
        return code.ofBits(code.integer("OR", positive, signs));
    }

    int log(int x) {
        int denormal = code.compare("LT", x, Float.MIN_NORMAL);
        int bits = code.bits(code.blend(x, code.binary("MUL", x, DENORMAL_SCALE), denormal));
        int shift = code.shift("ASHR", code.integerWith("SUB", bits, ROOT_HALF_BITS), 23);
        int exponent =
                code.binary(
                        "SUB", code.toFloats(shift), code.blend(code.number(0f), 23f, denormal));
        int y = logarithm(bits, shift, exponent);
        y = code.blend(y, Float.NaN, code.not(code.compare("GT", x, 0f)));
        y = code.blend(y, Float.NEGATIVE_INFINITY, code.compare("EQ", x, 0f));
        return code.blend(y, x, code.compare("EQ", x, Float.POSITIVE_INFINITY));
    }

    /// The logarithm of 2 to the power of `exponent`, times the number of these bits less `shift`
    /// in their exponent.
    private int logarithm(int bits, int shift, int exponent) {
        int fraction = code.integer("SUB", bits, code.shift("LSHL", shift, 23));
        int f = code.binary("SUB", code.ofBits(fraction), 1f);
        int q = polynomial(f, L7, L6, L5, L4, L3, L2, L1, L0);
        int square = code.binary("MUL", f, f);
        int cubic = code.binary("MUL", code.binary("MUL", q, f), square);
        int y = code.fma(exponent, code.number(LN2_LOW), cubic);
        y = code.fma(square, code.number(-0.5f), y);
        return code.fma(exponent, code.number(LN2_HIGH), code.binary("ADD", f, y));
    }
}
