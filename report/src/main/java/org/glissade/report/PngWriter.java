package org.glissade.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Draws one [Picture] with what the JDK brings; no display is needed.
final class PngWriter {
    private final Graphics2D graphics;

    private PngWriter(Graphics2D graphics) {
        this.graphics = graphics;
    }

    static byte[] bytes(Picture picture, double scale) {
        if (!(scale > 0 && picture.width() * scale < 20_000 && picture.height() * scale < 20_000)) {
            throw new IllegalArgumentException(
                    "a picture of " + picture.width() + " × " + picture.height() + " at " + scale);
        }
        System.setProperty("java.awt.headless", "true");
        BufferedImage image =
                new BufferedImage(
                        (int) Math.ceil(picture.width() * scale),
                        (int) Math.ceil(picture.height() * scale),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Ink.PAPER.color(1));
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.scale(scale, scale);
            PngWriter writer = new PngWriter(graphics);
            picture.marks().forEach(writer::mark);
        } finally {
            graphics.dispose();
        }
        return bytes(image);
    }

    static byte[] bytes(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot draw the picture: " + e, e);
        }
        return bytes.toByteArray();
    }

    private void mark(Mark mark) {
        switch (mark) {
            case Mark.Line(double[] points, Ink ink, double width, double dash) -> {
                graphics.setColor(ink.color(1));
                graphics.setStroke(
                        new BasicStroke(
                                (float) width,
                                BasicStroke.CAP_BUTT,
                                BasicStroke.JOIN_ROUND,
                                1,
                                dash > 0 ? new float[] {(float) dash} : null,
                                0));
                graphics.draw(path(points));
            }
            case Mark.Area(double[] points, Ink ink, double opacity) -> {
                graphics.setColor(ink.color(opacity));
                Path2D path = path(points);
                path.closePath();
                graphics.fill(path);
            }
            case Mark.Box(
                            double x,
                            double y,
                            double width,
                            double height,
                            Ink ink,
                            double opacity,
                            String _) -> {
                graphics.setColor(ink.color(opacity));
                graphics.fill(new Rectangle2D.Double(x, y, width, height));
            }
            case Mark.Dot(double x, double y, double radius, Ink ink, double opacity, String _) -> {
                graphics.setColor(ink.color(opacity));
                graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
            }
            case Mark.Text text -> letters(text);
            case Mark.Raster raster -> raster(raster);
        }
    }

    private static Path2D path(double[] points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        return path;
    }

    private void letters(Mark.Text text) {
        graphics.setColor(text.ink().color(1));
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) text.size()));
        int width = graphics.getFontMetrics().stringWidth(text.text());
        double before =
                switch (text.anchor()) {
                    case START -> 0;
                    case MIDDLE -> width / 2.0;
                    case END -> width;
                };
        AffineTransform kept = graphics.getTransform();
        graphics.translate(text.x(), text.y());
        if (text.turned()) {
            graphics.rotate(-Math.PI / 2);
        }
        graphics.drawString(text.text(), (float) -before, 0);
        graphics.setTransform(kept);
    }

    private void raster(Mark.Raster raster) {
        BufferedImage image =
                new BufferedImage(raster.columns(), raster.rows(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, raster.columns(), raster.rows(), raster.rgb(), 0, raster.columns());
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                raster.smooth()
                        ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(
                image,
                new AffineTransform(
                        raster.width() / raster.columns(),
                        0,
                        0,
                        raster.height() / raster.rows(),
                        raster.x(),
                        raster.y()),
                null);
    }
}
