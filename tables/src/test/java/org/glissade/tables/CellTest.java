package org.glissade.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {
    @Test
    void numbersEqualThoseOfTheJdkBitForBit() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            String text = randomNumber(random);
            assertThat(Double.doubleToRawLongBits(Cell.number(text)))
                    .as("%s, seed %d", text, seed)
                    .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        }
    }

    private static String randomNumber(SplittableRandom random) {
        StringBuilder text = new StringBuilder(new String[] {"", "-", "+"}[random.nextInt(3)]);
        int digits = 1 + random.nextInt(random.nextBoolean() ? 6 : 20);
        int point = random.nextInt(-1, digits + 1);
        for (int i = 0; i < digits; i++) {
            text.append(i == point ? "." : "").append(random.nextInt(10));
        }
        text.append(point == digits ? "." : "");
        if (random.nextInt(4) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(-300, 300));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "-",
                ".",
                "-.",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1.2.3",
                "1..",
                "--1",
                "1f",
                "1d",
                "0x1p3",
                "NaN",
                "Infinity",
                "1_0",
                "1,5",
                "1 2",
                "١",
                "1e5x",
                "1e5.0",
                "1-"
            })
    void otherTextsAreNoNumbers(String text) {
        assertThat(Cell.number(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-31", "2024/1/3", "31.01.2024", "1/31/24", "2024-01-31T10:00",
                        "2024-01-31 10:00:00.5+01:00",
                "10:00", "10:00:59", "1:30 pm", "31-Jan-24", "31 January 2024", "Jan 31, 2024"
            })
    void datesAreKnown(String text) {
        assertThat(Cell.isDate(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4",
                "192.168.0.1",
                "3-4",
                "20-30",
                "v1.2.3",
                "May",
                "10:a",
                "2024",
                "1/2"
            })
    void otherTextsAreNoDates(String text) {
        assertThat(Cell.isDate(text)).isFalse();
    }
}
