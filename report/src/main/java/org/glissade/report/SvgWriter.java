package org.glissade.report;

import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.Locale;

/// Writes one [Picture] as SVG.
final class SvgWriter {
    private static final String FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif";

    private final Picture picture;
    private final boolean inPage;
    private final StringBuilder text = new StringBuilder();

    SvgWriter(Picture picture, boolean inPage) {
        this.picture = picture;
        this.inPage = inPage;
    }

    String text() {
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(picture.width())
                .append(' ')
                .append(picture.height())
                .append("\" width=\"")
                .append(picture.width())
                .append('"');
        if (!inPage) {
            text.append(" height=\"").append(picture.height()).append('"');
        }
        text.append(" role=\"img\" aria-label=\"")
                .append(Html.escaped(picture.title() + ". " + picture.description()))
                .append("\" font-family=\"")
                .append(FONT)
                .append("\">");
        if (!inPage) {
            text.append("<title>").append(Html.escaped(picture.title())).append("</title>");
            mark(new Mark.Box(0, 0, picture.width(), picture.height(), Ink.PAPER, 1, ""));
        }
        picture.marks().forEach(this::mark);
        return text.append("</svg>").toString();
    }

    private void mark(Mark mark) {
        switch (mark) {
            case Mark.Line line -> line(line);
            case Mark.Area(double[] points, Ink ink, double opacity) -> {
                text.append("<polygon points=\"");
                points(points);
                text.append("\"");
                fill(ink, opacity);
                text.append("/>");
            }
            case Mark.Box box -> box(box);
            case Mark.Dot(
                            double x,
                            double y,
                            double radius,
                            Ink ink,
                            double opacity,
                            String tip) -> {
                text.append("<circle");
                number("cx", x);
                number("cy", y);
                number("r", radius);
                fill(ink, opacity);
                end("circle", tip);
            }
            case Mark.Text letters -> letters(letters);
            case Mark.Raster raster -> raster(raster);
        }
    }

    private void line(Mark.Line line) {
        text.append("<polyline points=\"");
        points(line.points());
        text.append("\" fill=\"none\" stroke=\"").append(color(line.ink())).append('"');
        number("stroke-width", line.width());
        if (line.dash() > 0) {
            number("stroke-dasharray", line.dash());
        }
        text.append(" stroke-linejoin=\"round\"/>");
    }

    private void box(Mark.Box box) {
        text.append("<rect");
        number("x", box.x());
        number("y", box.y());
        number("width", box.width());
        number("height", box.height());
        fill(box.ink(), box.opacity());
        end("rect", box.tip());
    }

    private void letters(Mark.Text letters) {
        text.append("<text");
        number("x", letters.x());
        number("y", letters.y());
        number("font-size", letters.size());
        if (letters.turned()) {
            text.append(" transform=\"rotate(-90 ")
                    .append(shortened(letters.x()))
                    .append(' ')
                    .append(shortened(letters.y()))
                    .append(")\"");
        }
        switch (letters.anchor()) {
            case START -> {}
            case MIDDLE -> text.append(" text-anchor=\"middle\"");
            case END -> text.append(" text-anchor=\"end\"");
        }
        fill(letters.ink(), 1);
        text.append('>').append(Html.escaped(letters.text())).append("</text>");
    }

    private void raster(Mark.Raster raster) {
        BufferedImage image =
                new BufferedImage(raster.columns(), raster.rows(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, raster.columns(), raster.rows(), raster.rgb(), 0, raster.columns());
        text.append("<image");
        number("x", raster.x());
        number("y", raster.y());
        number("width", raster.width());
        number("height", raster.height());
        text.append(" preserveAspectRatio=\"none\"");
        if (!raster.smooth()) {
            text.append(" style=\"image-rendering:pixelated\"");
        }
        text.append(" href=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(PngWriter.bytes(image)))
                .append("\"/>");
    }

    private void end(String element, String tip) {
        if (tip.isEmpty()) {
            text.append("/>");
        } else {
            text.append("><title>")
                    .append(Html.escaped(tip))
                    .append("</title></")
                    .append(element)
                    .append('>');
        }
    }

    private void fill(Ink ink, double opacity) {
        text.append(" fill=\"").append(color(ink)).append('"');
        if (opacity < 1) {
            number("fill-opacity", opacity);
        }
    }

    private String color(Ink ink) {
        return inPage ? ink.css() : ink.hex();
    }

    private void points(double[] points) {
        for (int i = 0; i < points.length; i++) {
            if (i > 0) {
                text.append(i % 2 == 0 ? ' ' : ',');
            }
            text.append(shortened(points[i]));
        }
    }

    private void number(String name, double value) {
        text.append(' ').append(name).append("=\"").append(shortened(value)).append('"');
    }

    /// Two decimals are a fiftieth of a pixel: enough, and half the size.
    private static String shortened(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
