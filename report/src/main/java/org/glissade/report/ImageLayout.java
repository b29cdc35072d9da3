package org.glissade.report;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How features are the pixels of an image: row by row, each standardised.
///
/// @param width in pixels
/// @param height in pixels
/// @param means what was subtracted from each pixel; width × height of them
/// @param deviations what each was divided by
@SuppressWarnings("ArrayRecordComponent")
public record ImageLayout(int width, int height, double[] means, double[] deviations) {
    private static final Pattern PIXEL = Pattern.compile(".*?(\\d+)[_x,](\\d+)");

    /// The numbers are checked.
    public ImageLayout {
        if (width < 1
                || height < 1
                || means.length != width * height
                || deviations.length != width * height) {
            throw new IllegalArgumentException(
                    "an image of "
                            + width
                            + " × "
                            + height
                            + " pixels with "
                            + means.length
                            + " means and "
                            + deviations.length
                            + " deviations");
        }
        means = means.clone();
        deviations = deviations.clone();
    }

    /// Width and height where features are named after their place, as `pixel_3_5`, row by row;
    /// empty where they are not.
    ///
    /// @return width and height
    public static Optional<int[]> sides(List<String> featureNames) {
        int width = 0;
        for (int i = 0; i < featureNames.size(); i++) {
            Matcher matcher = PIXEL.matcher(featureNames.get(i));
            if (!matcher.matches()) {
                return Optional.empty();
            }
            int row = Integer.parseInt(matcher.group(1));
            int column = Integer.parseInt(matcher.group(2));
            if (row == 0) {
                width = column + 1;
            }
            if (width == 0 || i / width != row || i % width != column) {
                return Optional.empty();
            }
        }
        return width > 1 && featureNames.size() > width
                ? Optional.of(new int[] {width, featureNames.size() / width})
                : Optional.empty();
    }

    /// A raster of an example as it was before it was standardised, dark on light.
    Mark.Raster example(double[] features, int from, double x, double y, double side) {
        int[] rgb = new int[width * height];
        double[] values = new double[rgb.length];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rgb.length; i++) {
            values[i] = features[from + i] * deviations[i] + means[i];
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        for (int i = 0; i < rgb.length; i++) {
            double share = most > least ? (values[i] - least) / (most - least) : 0;
            rgb[i] = HeatColors.mixed(0xf7f7f7, 0x10151c, share);
        }
        return raster(rgb, x, y, side);
    }

    /// A raster of numbers with a sign, one for each pixel.
    Mark.Raster signed(double[] values, double largest, double x, double y, double side) {
        int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = HeatColors.signed(largest == 0 ? 0 : values[i] / largest);
        }
        return raster(rgb, x, y, side);
    }

    private Mark.Raster raster(int[] rgb, double x, double y, double side) {
        double scale = side / Math.max(width, height);
        return new Mark.Raster(x, y, width * scale, height * scale, width, rgb, false);
    }
}
