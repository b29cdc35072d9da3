package org.glissade.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.junit.jupiter.api.Test;

class SuiteCanFailTest {
    @Test
    void everyOperationHasASample() {
        assertThat(OperationSamples.missing()).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameRandomGraphAndAnotherSeedAnother() {
        assertThat(structure(3)).isEqualTo(structure(3)).isNotEqualTo(structure(4));
        assertThat(RandomGraph.of(3, DType.F64).values())
                .isEqualTo(RandomGraph.of(3, DType.F64).values());
    }

    @Test
    void randomGraphsHaveFiveToFortyOperations() {
        assertThat(LongStream.range(0, 200).map(s -> RandomGraph.of(s, DType.F64).operations()))
                .allMatch(count -> count >= 5 && count <= 40)
                .contains(5L, 40L);
    }

    private static String structure(long seed) {
        return Graph.of(RandomGraph.of(seed, DType.F64).withGradients()).text();
    }
}
