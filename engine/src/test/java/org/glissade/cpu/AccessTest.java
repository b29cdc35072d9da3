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

    record Use(Access access, int pieces) {}

    private static Use pieces(MemorySegment memory, boolean writes, int pieces) {
        return new Use(
                writes ? Access.writePieces(memory, pieces) : Access.readPieces(memory, pieces),
                pieces);
    }

    private static Use all(MemorySegment memory, boolean writes, int pieces) {
        return new Use(writes ? Access.write(memory) : Access.read(memory), pieces);
    }

    static List<Arguments> pairs() {
        return List.of(
                Arguments.of("different memory", all(LEFT, true, 8), all(RIGHT, true, 8), false),
                Arguments.of("two readers", all(LEFT, false, 8), all(LEFT, false, 8), false),
                Arguments.of(
                        "the same pieces", pieces(LEFT, true, 8), pieces(LEFT, false, 8), false),
                Arguments.of(
                        "other pieces, but the same halves",
                        pieces(LEFT, true, 8),
                        pieces(LEFT, false, 16),
                        false),
                Arguments.of(
                        "other pieces and other halves",
                        pieces(LEFT, true, 8),
                        pieces(LEFT, false, 3),
                        true),
                Arguments.of(
                        "pieces of a shifted value",
                        pieces(LEFT, true, 8),
                        pieces(MIDDLE, true, 8),
                        true),
                Arguments.of("pieces, then all", pieces(LEFT, true, 8), all(LEFT, false, 8), true),
                Arguments.of(
                        "all read, then pieces written",
                        all(LEFT, false, 8),
                        pieces(LEFT, true, 8),
                        true),
                Arguments.of(
                        "one member twice", all(LEFT, true, 1), pieces(MIDDLE, false, 1), false),
                Arguments.of(
                        "one member, then all", all(LEFT, true, 1), pieces(LEFT, false, 8), true),
                Arguments.of("all, then all", all(LEFT, true, 8), all(LEFT, true, 8), true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void membersMeetExactlyWhereOneCouldTouchWhatAnotherTouched(
            String name, Use earlier, Use later, boolean meet) {
        assertThat(earlier.access().conflicts(earlier.pieces(), later.access(), later.pieces(), 2))
                .as(name)
                .isEqualTo(meet);
    }
}
