package org.glissade.report;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/// A colour. Those with a name look different on a dark page; the others are values in a picture,
/// such as those of a heat map, and are the same everywhere.
///
/// @param name of the page's variable; empty for a fixed colour
/// @param light as 0xRRGGBB on white paper
public record Ink(String name, int light) {
    /// Letters and axes.
    public static final Ink TEXT = new Ink("text", 0x222b38);

    /// Letters that matter less.
    public static final Ink FAINT = new Ink("faint", 0x5a6575);

    /// Lines behind the picture.
    public static final Ink GRID = new Ink("grid", 0xdfe3e8);

    /// What the picture lies on.
    public static final Ink PAPER = new Ink("paper", 0xffffff);

    /// Behind boxes.
    public static final Ink PANEL = new Ink("panel", 0xeef2f7);

    /// What is to be seen first.
    public static final Ink ACCENT = new Ink("accent", 0xb83a1d);

    /// Colours that are told apart with any kind of colour vision, after Okabe and Ito (2008).
    private static final List<Ink> SERIES =
            List.of(
                    new Ink("series-0", 0x0068a8),
                    new Ink("series-1", 0xc05000),
                    new Ink("series-2", 0x00805c),
                    new Ink("series-3", 0xa8498a),
                    new Ink("series-4", 0x8a6d00),
                    new Ink("series-5", 0x2a8fbd),
                    new Ink("series-6", 0x5b4fc0),
                    new Ink("series-7", 0x6b6b6b));

    /// The colour of a series; after eight they come again.
    public static Ink series(int number) {
        return SERIES.get(Math.floorMod(number, SERIES.size()));
    }

    /// A colour that is the same on every page.
    ///
    /// @param rgb as 0xRRGGBB
    public static Ink fixed(int rgb) {
        return new Ink("", rgb & 0xffffff);
    }

    /// As an attribute's value in a picture of its own.
    String hex() {
        return String.format(Locale.ROOT, "#%06x", light);
    }

    /// As an attribute's value in a page.
    String css() {
        return name.isEmpty() ? hex() : "var(--" + name + ")";
    }

    Color color(double opacity) {
        return new Color(
                light >> 16 & 0xff, light >> 8 & 0xff, light & 0xff, (int) (255 * opacity + 0.5));
    }
}
