package org.glissade.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.glissade.learn.file.AtomicFile;

/// Draws a [Curve] as a PNG, with what the JDK brings; no display is needed.
final class CurvePicture {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 720;
    private static final int LEFT = 120;
    private static final int RIGHT = 40;
    private static final int TOP = 80;
    private static final int BOTTOM = 100;
    private static final int TICKS = 5;
    private static final Color INK = new Color(0x22, 0x2b, 0x38);
    private static final Color GRID = new Color(0xdf, 0xe3, 0xe8);
    private static final Color LINE = new Color(0x1f, 0x6f, 0xb4);
    private static final Color MARK = new Color(0xc8, 0x47, 0x2b);

    private final Curve curve;
    private final Graphics2D graphics;

    private CurvePicture(Curve curve, Graphics2D graphics) {
        this.curve = curve;
        this.graphics = graphics;
    }

    /// Writes the picture, whole or not at all.
    static void write(Curve curve, Path file) {
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            new CurvePicture(curve, graphics).draw();
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot draw the picture: " + e, e);
        }
        AtomicFile.write(
                file,
                channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes.toByteArray())));
    }

    private void draw() {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 22));
        graphics.setColor(INK);
        graphics.drawString(curve.title(), LEFT, TOP - 30);
        grid();
        graphics.setStroke(new BasicStroke(3));
        graphics.setColor(MARK);
        int at = x(curve.mark());
        graphics.drawLine(at, TOP, at, HEIGHT - BOTTOM);
        graphics.drawString(Double.toString(curve.mark()), at + 8, TOP + 24);
        graphics.setColor(LINE);
        Path2D path = new Path2D.Double();
        for (Curve.Point point : curve.points()) {
            if (path.getCurrentPoint() == null) {
                path.moveTo(x(point.x()), y(curve.up(point.y())));
            } else {
                path.lineTo(x(point.x()), y(curve.up(point.y())));
            }
        }
        graphics.draw(path);
    }

    private void grid() {
        int first = (int) Math.ceil(Math.log10(curve.points().getFirst().x()) - 1e-9);
        int last = (int) Math.floor(Math.log10(curve.points().getLast().x()) + 1e-9);
        for (int power = first; power <= last; power++) {
            int at = x(Math.pow(10, power));
            graphics.setColor(GRID);
            graphics.drawLine(at, TOP, at, HEIGHT - BOTTOM);
            graphics.setColor(INK);
            centred("1e" + power, at, HEIGHT - BOTTOM + 30);
        }
        for (int i = 0; i <= TICKS; i++) {
            double share = i / (double) TICKS;
            graphics.setColor(GRID);
            graphics.drawLine(LEFT, y(share), WIDTH - RIGHT, y(share));
            graphics.setColor(INK);
            double value = curve.least() + share * (curve.most() - curve.least());
            graphics.drawString(Numbers.significant(value), 16, y(share) + 8);
        }
        centred(curve.xTitle(), (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 30);
        graphics.drawString(curve.yTitle(), 16, TOP - 30);
    }

    private void centred(String text, int x, int y) {
        graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, y);
    }

    private int x(double value) {
        return LEFT + (int) Math.round(curve.across(value) * (WIDTH - LEFT - RIGHT));
    }

    private int y(double share) {
        return HEIGHT - BOTTOM - (int) Math.round(share * (HEIGHT - TOP - BOTTOM));
    }
}
