package org.glissade.report;

/// A part of a [Picture]; coordinates are in its units, from the upper left corner.
public sealed interface Mark {
    /// Where a text begins.
    enum Anchor {
        /// The text begins at the place.
        START,
        /// Its middle is there.
        MIDDLE,
        /// It ends there.
        END
    }

    /// A line through points, x and y by turns.
    ///
    /// @param points an even number, at least 4; arrays are shared, not copied
    /// @param width of the line
    /// @param dash lengths of dashes and gaps; 0 for an unbroken line
    @SuppressWarnings("ArrayRecordComponent")
    record Line(double[] points, Ink ink, double width, double dash) implements Mark {}

    /// A filled polygon.
    ///
    /// @param points an even number, at least 6
    @SuppressWarnings("ArrayRecordComponent")
    record Area(double[] points, Ink ink, double opacity) implements Mark {}

    /// A filled rectangle.
    ///
    /// @param tip what the pointer shows; may be empty
    record Box(double x, double y, double width, double height, Ink ink, double opacity, String tip)
            implements Mark {}

    /// A filled circle.
    ///
    /// @param tip what the pointer shows; may be empty
    record Dot(double x, double y, double radius, Ink ink, double opacity, String tip)
            implements Mark {}

    /// A line of letters.
    ///
    /// @param y of the line that letters stand on
    /// @param turned whether it is read from below
    record Text(
            double x, double y, String text, double size, Anchor anchor, Ink ink, boolean turned)
            implements Mark {}

    /// Pixels.
    ///
    /// @param columns of pixels
    /// @param rgb row by row from above, 0xRRGGBB; the array is shared, not copied
    /// @param smooth whether colours flow into each other
    @SuppressWarnings("ArrayRecordComponent")
    record Raster(
            double x, double y, double width, double height, int columns, int[] rgb, boolean smooth)
            implements Mark {
        int rows() {
            return rgb.length / columns;
        }
    }
}
