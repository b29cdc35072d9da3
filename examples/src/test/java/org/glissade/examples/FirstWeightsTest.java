package org.glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.glissade.learn.data.Split;
import org.glissade.learn.initial.Initializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The known effects of first weights come out with the known figures. Minutes of training, so only
/// with `-Dglissade.figures=true`.
@EnabledIfSystemProperty(named = "glissade.figures", matches = "true")
class FirstWeightsTest {
    private static final int SEEDS = 5;

    private static final Path DATA =
            Path.of(System.getProperty("glissade.data", "../../shared/data"));

    @BeforeEach
    void dataAreThere() {
        assertThat(Files.isDirectory(DATA))
                .as("the folder of data sets, %s; set -Dglissade.data=FOLDER", DATA)
                .isTrue();
    }

    /// Which names are held out moves the loss by some hundredths, so the median of five counts.
    @Test
    void balancedWeightsStartHumbleAndEndBetter() {
        List<Double> last = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Split names = Names.read(DATA.resolve("text/names.txt"), seed);
            Names.Losses wide = Names.losses(names, Names.WIDE, seed);
            Names.Losses humble = Names.losses(names, Names.HUMBLE, seed);
            Names.Losses balanced = Names.losses(names, Names.BALANCED, seed);
            System.out.printf("names: seed %d: %s, %s, %s%n", seed, wide, humble, balanced);

            assertThat(wide.before()).as("a confident start").isGreaterThan(20);
            // ln 27 = 3.296
            assertThat(humble.before()).as("an even start").isBetween(3.2, 3.4);
            assertThat(balanced.before()).as("an even start").isBetween(3.2, 3.4);
            assertThat(humble.after()).as("seed %d", seed).isGreaterThan(balanced.after());
            assertThat(wide.after()).as("seed %d", seed).isGreaterThan(humble.after());
            last.add(balanced.after());
        }
        Collections.sort(last);
        assertThat(last.get(SEEDS / 2)).as("the published figure").isLessThanOrEqualTo(2.11);
    }

    @Test
    void thirtyLayersOfReluLearnFromHesWeightsAndStallOnGlorots() {
        Split images = Depth.read(DATA.resolve("fashion-mnist"));
        for (int seed = 1; seed <= SEEDS; seed++) {
            List<Double> glorot = Depth.losses(images, Initializer.glorotNormal(), seed);
            List<Double> he = Depth.losses(images, Initializer.heNormal(), seed);
            System.out.printf("depth: seed %d, Glorot %s, He %s%n", seed, glorot, he);

            // ln 10 = 2.303 is what guessing has.
            assertThat(glorot).as("seed %d", seed).allMatch(loss -> loss > 2.28);
            assertThat(he.getLast()).as("seed %d", seed).isLessThan(0.6);
        }
    }
}
