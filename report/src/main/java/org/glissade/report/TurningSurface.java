package org.glissade.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.glissade.learn.surface.Surface;

/// A [Surface] in a page, drawn by a script: it turns with the pointer, with arrow keys, and by
/// itself when asked to.
final class TurningSurface {
    private TurningSurface() {}

    /// The element; its page needs the [script][#script], too.
    static String element(String title, Surface surface) {
        double[][] heights = SurfacePicture.heights(surface);
        double[] range = SurfacePicture.range(heights);
        StringBuilder data = new StringBuilder("{\"h\":[");
        for (int row = 0; row < heights.length; row++) {
            data.append(row == 0 ? "[" : ",[");
            for (int column = 0; column < heights[row].length; column++) {
                double share = (heights[row][column] - range[0]) / (range[1] - range[0]);
                data.append(column == 0 ? "" : ",")
                        .append(Double.isFinite(share) ? number(share) : "null");
            }
            data.append(']');
        }
        data.append("],\"c\":[").append(place(surface, 0, 0)).append("],\"t\":[");
        String between = "";
        for (Surface.Trail trail : surface.trails()) {
            data.append(between).append('[');
            for (int i = 0; i < trail.across().length; i++) {
                data.append(i == 0 ? "[" : ",[")
                        .append(place(surface, trail.across()[i], trail.up()[i]))
                        .append(']');
            }
            data.append(']');
            between = ",";
        }
        data.append("]}");
        return "<figure class=\"turning\"><canvas width=\"520\" height=\"460\" tabindex=\"0\" role=\"img\""
                + " aria-label=\""
                + Html.escaped(
                        title
                                + ", as a surface: height is the logarithm of the loss. Arrow keys turn it.")
                + "\" data-surface=\""
                + Html.escaped(data.toString())
                + "\"></canvas><div><button type=\"button\" aria-pressed=\"false\">turn by itself</button>"
                + "</div><figcaption>Drag it, or use the arrow keys.</figcaption></figure>";
    }

    /// A place as shares of the sides.
    private static String place(Surface surface, double across, double up) {
        double[] a = surface.across();
        double[] u = surface.up();
        return number((across - a[0]) / (a[a.length - 1] - a[0]))
                + ","
                + number((up - u[0]) / (u[u.length - 1] - u[0]));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /// What draws all such elements of a page.
    static String script() {
        try (InputStream stream = TurningSurface.class.getResourceAsStream("surface.js")) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks surface.js: build it again");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read surface.js", failure);
        }
    }

    static final String STYLE =
            """
            .turning canvas{display:block;touch-action:pan-y;cursor:grab}
            .turning button{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--faint);
            padding:4px 12px;margin:6px 0;cursor:pointer}
            .turning button[aria-pressed=true]{outline:2px solid var(--series-0)}
            """;
}
