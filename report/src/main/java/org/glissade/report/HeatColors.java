package org.glissade.report;

/// Colours for numbers from 0 to 1: from dark blue over green to yellow, always brighter, so that
/// it can be read in any colour vision and in grey.
final class HeatColors {
    private static final int[] STOPS = {
        0x2b1055, 0x30377f, 0x2a5b8c, 0x217d8c, 0x2a9d80, 0x5aba62, 0xa3d03f, 0xf2e130
    };

    /// From one sign to the other: blue, near white, red.
    private static final int[] SIGNS = {
        0x053f73, 0x2b78b0, 0x86b8d8, 0xd8e6ef, 0xf4f4f2, 0xf6dccb, 0xea9a78, 0xc4483c, 0x75101f
    };

    private HeatColors() {}

    /// The colour of a share; those outside of 0 … 1 have that of the nearest, NaN is grey.
    static int of(double share) {
        return among(STOPS, share);
    }

    /// The colour of a number from −1 to 1.
    static int signed(double value) {
        return among(SIGNS, 0.5 + value / 2);
    }

    /// A mixture of two colours.
    ///
    /// @param share of the second
    static int mixed(int first, int second, double share) {
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int a = first >> shift & 0xff;
            int b = second >> shift & 0xff;
            mixed |= (int) Math.round(a + share * (b - a)) << shift;
        }
        return mixed;
    }

    private static int among(int[] stops, double share) {
        if (Double.isNaN(share)) {
            return 0x8a8a8a;
        }
        double place = Math.clamp(share, 0.0, 1.0) * (stops.length - 1);
        int at = Math.min((int) place, stops.length - 2);
        return mixed(stops[at], stops[at + 1], place - at);
    }
}
