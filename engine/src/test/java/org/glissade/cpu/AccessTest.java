package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccessTest {
    private static final MemorySegment MEMORY = Arena.global().allocate(1024, 64);
    private static final MemorySegment LEFT = MEMORY.asSlice(0, 512);
    private static final MemorySegment RIGHT = MEMORY.asSlice(512, 512);
    private static final MemorySegment MIDDLE = MEMORY.asSlice(256, 512);

    static List<Arguments> pairs() {
        return List.of(
                Arguments.of("different memory", Access.write(LEFT), Access.write(RIGHT), false),
                Arguments.of("two readers", Access.read(LEFT), Access.read(LEFT), false),
                Arguments.of(
                        "the same rows",
                        Access.writeRows(LEFT, 8),
                        Access.readRows(LEFT, 8),
                        false),
                Arguments.of(
                        "other rows", Access.writeRows(LEFT, 8), Access.readRows(LEFT, 16), true),
                Arguments.of(
                        "rows of a shifted value",
                        Access.writeRows(LEFT, 8),
                        Access.writeRows(MIDDLE, 8),
                        true),
                Arguments.of("rows, then all", Access.writeRows(LEFT, 8), Access.read(LEFT), true),
                Arguments.of(
                        "all read, then rows written",
                        Access.read(LEFT),
                        Access.writeRows(LEFT, 8),
                        true),
                Arguments.of(
                        "the first member twice",
                        Access.writeFirst(LEFT),
                        Access.readFirst(MIDDLE),
                        false),
                Arguments.of(
                        "the first member, then rows",
                        Access.writeFirst(LEFT),
                        Access.readRows(LEFT, 8),
                        true),
                Arguments.of("mixed shares", Access.write(LEFT), Access.write(LEFT), true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void membersMeetExactlyWhereOneCouldTouchWhatAnotherTouched(
            String name, Access earlier, Access later, boolean meet) {
        assertThat(earlier.conflicts(later)).as(name).isEqualTo(meet);
    }
}
