package org.glissade.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.glissade.testkit.TensorAssertions.assertThatArray;

import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayAssertTest {
    private static final Array A = Array.of(Shape.of(2, 2), 1.0, 2.0, 3.0, 4.0);

    @Test
    void failuresNameTheWorstElementAndHowManyAreWrong() {
        Array b = Array.of(Shape.of(2, 2), 1.0, 2.1, 3.0, 5.0);
        assertThatThrownBy(() -> assertThatArray(b).as("weights").isCloseTo(A, 1e-3))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("weights f64[2, 2]")
                .hasMessageContaining("2 of 4 elements")
                .hasMessageContaining("worst at [1, 1]: 5.0 instead of 4.0");
        assertThatArray(b).isCloseTo(A, 0.3).hasShape(2, 2).hasDType(DType.F64).isFinite();
    }

    @Test
    void equalityIsOfBits() {
        assertThatArray(A).isEqualTo(A.copy());
        Array zero = Array.scalar(0.0);
        assertThatThrownBy(() -> assertThatArray(Array.scalar(-0.0)).isEqualTo(zero))
                .hasMessageContaining("at [] is -0.0 instead of 0.0");
        assertThatThrownBy(() -> assertThatArray(A).isEqualTo(A.reshape(Shape.of(4))))
                .hasMessageContaining("should have shape [4], but has [2, 2]");
        assertThatThrownBy(() -> assertThatArray(A.cast(DType.F32)).isEqualTo(A))
                .hasMessageContaining("should be f64");
        assertThatThrownBy(() -> assertThatArray(Array.scalar(0 / 0.0)).isFinite())
                .hasMessageContaining("NaN");
    }

    @ParameterizedTest
    @CsvSource({
        "F32, NaN, NaN, true",
        "F32, 1, NaN, false",
        "F32, NaN, 1, false",
        "F32, Infinity, Infinity, true",
        "F32, -Infinity, Infinity, false",
        "F32, 1e30, Infinity, false",
        "F32, Infinity, 1e300, true",
        "F64, Infinity, 1e300, false",
        "F32, 1.0000003, 1, true",
        "F32, 1.0000008, 1, false",
        "F64, 1.0000003, 1, false",
        "F32, 0, 1e-40, true",
        "F64, 0, 1e-40, false",
        "F32, 0, 1e-30, false",
        "F32, Infinity, 3.4028234e38, true",
        "F32, Infinity, 3.4e38, false",
    })
    void fourUnitsInTheLastPlace(DType dtype, double actual, double expected, boolean accepted) {
        assertThat(Tolerance.ulps(4).accepts(dtype, actual, expected, expected))
                .isEqualTo(accepted);
    }

    @Test
    void negativeTolerancesAreRefused() {
        assertThatThrownBy(() -> Tolerance.relative(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tolerance.absolute(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
