package org.glissade.learn.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The loss over a piece of a plane through trained weights.
///
/// @param across places along the first direction, rising
/// @param up places along the second direction, rising
/// @param loss `[up][across]`; not finite where the loss is not
/// @param center the loss at the trained weights, which lie at 0, 0
/// @param trails ways of trainings over the plane
/// @param note what the directions are, in a sentence
@SuppressWarnings("ArrayRecordComponent")
public record Surface(
        double[] across,
        double[] up,
        double[][] loss,
        double center,
        List<Trail> trails,
        String note) {
    /// The way of a training: the places of the plane that are nearest to its weights.
    ///
    /// @param name of it
    /// @param epochs after which the weights were those
    /// @param across coordinates along the first direction
    /// @param up coordinates along the second direction
    @SuppressWarnings("ArrayRecordComponent")
    public record Trail(String name, List<Integer> epochs, double[] across, double[] up) {}

    /// Lists are kept unmodifiable.
    public Surface {
        trails = List.copyOf(trails);
    }

    /// The plane of two random directions that are [normalised filter by filter][Direction#random],
    /// from −reach to reach; 1 means steps as long as the weights themselves.
    ///
    /// @param center the trained weights
    /// @param points along each side, odd so that the center is one of them
    public static Surface around(
            LossFunction loss, double[] center, double reach, int points, long seed) {
        double[] first = Direction.random(loss.space(), center, seed, "first");
        double[] second = Direction.random(loss.space(), center, seed, "second");
        double[] side = even(-reach, reach, points);
        return of(
                loss,
                center,
                first,
                second,
                side,
                side,
                List.of(),
                "two random directions, each unit's weights changed in proportion to their norm; at 1 the"
                        + " change is as large as the weights");
    }

    /// The plane that comes closest to the way of the weights, with room around it.
    ///
    /// @param path at least two places that are not on a line with the center
    /// @param others ways of other starts, whose places are drawn where the plane is nearest to
    ///   them
    /// @throws IllegalArgumentException if the places are on a line
    public static Surface along(
            LossFunction loss,
            double[] center,
            WeightPath.Recorded path,
            List<WeightPath.Recorded> others,
            int points) {
        PrincipalPlane plane = PrincipalPlane.of(center, path.weights());
        List<Trail> trails = new ArrayList<>();
        trails.add(trail("training", plane, center, path));
        others.forEach(other -> trails.add(trail("another start", plane, center, other)));
        return of(
                loss,
                center,
                plane.first(),
                plane.second(),
                roomFor(trails.stream().map(Trail::across).toList(), points),
                roomFor(trails.stream().map(Trail::up).toList(), points),
                trails,
                "the two directions in which the weights moved most: "
                        + percent(plane.firstShare())
                        + " and "
                        + percent(plane.secondShare())
                        + " of the squared way lie along them");
    }

    private static Trail trail(
            String name, PrincipalPlane plane, double[] center, WeightPath.Recorded path) {
        int count = path.weights().size();
        double[] across = new double[count];
        double[] up = new double[count];
        for (int i = 0; i < count; i++) {
            double[] at = plane.coordinates(center, path.weights().get(i));
            across[i] = at[0];
            up[i] = at[1];
        }
        return new Trail(name, path.epochs(), across, up);
    }

    private static Surface of(
            LossFunction loss,
            double[] center,
            double[] first,
            double[] second,
            double[] across,
            double[] up,
            List<Trail> trails,
            String note) {
        int count = across.length * up.length;
        double[] a = new double[count + 1];
        double[] b = new double[count + 1];
        for (int i = 0; i < count; i++) {
            a[i] = across[i % across.length];
            b[i] = up[i / across.length];
        }
        double[] losses = loss.onPlane(center, first, second, a, b);
        double[][] grid = new double[up.length][];
        for (int row = 0; row < up.length; row++) {
            grid[row] = Arrays.copyOfRange(losses, row * across.length, (row + 1) * across.length);
        }
        return new Surface(across, up, grid, losses[count], new ArrayList<>(trails), note);
    }

    /// Even places from a number to another one.
    static double[] even(double from, double to, int points) {
        if (points < 2) {
            throw new IllegalArgumentException("a side has 2 points or more, but got " + points);
        }
        double[] places = new double[points];
        Arrays.setAll(places, i -> from + (to - from) * i / (points - 1));
        return places;
    }

    private static double[] roomFor(List<double[]> places, int points) {
        double[] all = places.stream().flatMapToDouble(Arrays::stream).toArray();
        double least = Math.min(0, Arrays.stream(all).min().orElse(0));
        double most = Math.max(0, Arrays.stream(all).max().orElse(0));
        double margin = 0.25 * (most - least);
        return even(least - margin, most + margin, points);
    }

    private static String percent(double share) {
        return Math.round(share * 1000) / 10.0 + "%";
    }
}
