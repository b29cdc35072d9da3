package org.glissade.report;

import java.util.ArrayList;
import java.util.List;

/// Lines of equal height over a grid, cell by cell (marching squares).
final class Contours {
    private Contours() {}

    /// A piece of such a line within one cell, in units of the grid: x and y by turns.
    static List<double[]> of(double[][] heights, double level) {
        List<double[]> pieces = new ArrayList<>();
        for (int row = 0; row + 1 < heights.length; row++) {
            for (int column = 0; column + 1 < heights[row].length; column++) {
                cell(heights, row, column, level, pieces);
            }
        }
        return pieces;
    }

    private static void cell(
            double[][] heights, int row, int column, double level, List<double[]> pieces) {
        double[] corners = {
            heights[row][column],
            heights[row][column + 1],
            heights[row + 1][column + 1],
            heights[row + 1][column]
        };
        int[][] places = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
        double[] crossings = new double[8];
        int count = 0;
        for (int edge = 0; edge < 4; edge++) {
            double a = corners[edge];
            double b = corners[(edge + 1) % 4];
            if (!Double.isFinite(a) || !Double.isFinite(b)) {
                return;
            }
            if (a < level != b < level) {
                double share = (level - a) / (b - a);
                int[] from = places[edge];
                int[] to = places[(edge + 1) % 4];
                crossings[2 * count] = column + from[0] + share * (to[0] - from[0]);
                crossings[2 * count + 1] = row + from[1] + share * (to[1] - from[1]);
                count++;
            }
        }
        for (int pair = 0; pair + 1 < count; pair += 2) {
            int at = 2 * pair;
            pieces.add(
                    new double[] {
                        crossings[at], crossings[at + 1], crossings[at + 2], crossings[at + 3]
                    });
        }
    }
}
