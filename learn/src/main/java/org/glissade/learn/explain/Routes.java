package org.glissade.learn.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// All ways from the elements of stages to the error: how many there are, the sum of their
/// products, and the strongest. Worked out from the error backward, a stage at a time: the ways
/// from an element are its steps to the next stages, each followed by the ways from there.
final class Routes {
    private final List<Spot> spots;
    private final List<List<Link>> links;
    private final int most;
    private final @Nullable Ways[] known;

    /// A step from one stage to a later one.
    record Link(int to, Jacobian jacobian) {}

    /// The rest of a way, from an element to the error.
    ///
    /// @param product of the factors from here on
    /// @param factor of the next step
    /// @param next null at the error
    record Rest(int spot, int element, double product, double factor, @Nullable Rest next) {}

    /// The ways from each element of a stage.
    private static final class Ways {
        private final double[] sums;
        private final double[] counts;
        private final List<List<Rest>> strongest = new ArrayList<>();

        Ways(int size) {
            sums = new double[size];
            counts = new double[size];
        }
    }

    /// Gives the steps that lead on from a stage.
    @FunctionalInterface
    interface Links {
        List<Link> from(Spot spot);
    }

    /// @param first the earliest stage from which ways are wanted
    /// @param most how many of the strongest ways are kept for each element
    Routes(List<Spot> spots, int first, int most, Links links) {
        this.spots = spots;
        this.most = most;
        this.links = new ArrayList<>();
        this.known = new @Nullable Ways[spots.size()];
        for (Spot spot : spots) {
            this.links.add(spot.index() < first ? List.of() : links.from(spot));
        }
        for (int index = spots.size() - 1; index >= first; index--) {
            known[index] = ways(spots.get(index));
        }
    }

    private Ways ways(Spot spot) {
        int size = Math.toIntExact(spot.node().shape().size());
        Ways ways = new Ways(size);
        for (int element = 0; element < size; element++) {
            if (spot.role() == Role.ERROR) {
                ways.sums[element] = 1;
                ways.counts[element] = 1;
                ways.strongest.add(List.of(new Rest(spot.index(), element, 1, 1, null)));
            } else {
                collect(spot, element, ways);
            }
        }
        return ways;
    }

    private void collect(Spot spot, int element, Ways ways) {
        PriorityQueue<Rest> kept =
                new PriorityQueue<>(
                        Comparator.comparingDouble((Rest rest) -> Math.abs(rest.product())));
        for (Link link : links.get(spot.index())) {
            Ways later = of(link.to());
            link.jacobian()
                    .forEach(
                            element,
                            (row, factor) -> {
                                ways.sums[element] += factor * later.sums[row];
                                ways.counts[element] += later.counts[row];
                                offer(
                                        spot.index(),
                                        element,
                                        factor,
                                        later.strongest.get(row),
                                        kept);
                            });
        }
        List<Rest> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparingDouble((Rest rest) -> Math.abs(rest.product())).reversed());
        ways.strongest.add(sorted);
    }

    private void offer(
            int spot, int element, double factor, List<Rest> nexts, PriorityQueue<Rest> kept) {
        for (Rest next : nexts) {
            double product = factor * next.product();
            if (kept.size() == most) {
                if (Math.abs(product) <= Math.abs(kept.element().product())) {
                    return;
                }
                kept.remove();
            }
            kept.add(new Rest(spot, element, product, factor, next));
        }
    }

    private Ways of(int index) {
        Ways ways = known[index];
        if (ways == null) {
            throw new IllegalArgumentException(
                    "no ways from " + spots.get(index).symbol() + " are known");
        }
        return ways;
    }

    /// The sum of the products of all ways from an element: the derivative of the error towards it.
    double sum(int spot, int element) {
        return of(spot).sums[element];
    }

    /// How many ways there are, without those that a factor of 0 blocks.
    double count(int spot, int element) {
        return of(spot).counts[element];
    }

    /// The strongest ways from an element, the greatest product first.
    List<Rest> strongest(int spot, int element) {
        return of(spot).strongest.get(element);
    }
}
