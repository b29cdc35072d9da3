package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Transposition and strided copies against element-by-element moves.
class MoveKernelsTest {
    private static final int[] BYTES = {1, 4, 8};
    private static final long SEED = 5;

    static Stream<Kernels> kernels() {
        return Stream.of(new ScalarKernels(), new VectorKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aTransposedBlockHasItsRowsAsColumnsAndLeavesTheRestAlone(Kernels kernels) {
        int[] sizes = {0, 1, 3, 8, 15, 16, 17, 33, 64, 70};
        for (int bytes : BYTES) {
            for (int rows : sizes) {
                for (int columns : sizes) {
                    int srcStride = columns + 3;
                    int dstStride = rows + 2;
                    MemorySegment src = random((long) rows * srcStride * bytes);
                    MemorySegment dst = random((long) columns * dstStride * bytes);
                    MemorySegment expected = Arena.ofAuto().allocate(dst.byteSize()).copyFrom(dst);
                    for (int r = 0; r < rows; r++) {
                        for (int c = 0; c < columns; c++) {
                            move(
                                    bytes,
                                    expected,
                                    (long) c * dstStride + r,
                                    src,
                                    (long) r * srcStride + c);
                        }
                    }
                    kernels.transpose(bytes, dst, 0, dstStride, src, 0, srcStride, rows, columns);
                    assertThat(dst.mismatch(expected))
                            .as(
                                    "%d by %d elements of %d bytes, seed %d",
                                    rows, columns, bytes, SEED)
                            .isEqualTo(-1);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aStridedCopyTakesEveryRankAndAnyStrides(Kernels kernels) {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            int bytes = BYTES[random.nextInt(3)];
            int rank = random.nextInt(9);
            int[] dims = new int[rank];
            int[] order = new int[rank];
            long size = 1;
            for (int i = 0; i < rank; i++) {
                dims[i] = rank < 4 ? random.nextInt(0, 20) : random.nextInt(1, 4);
                size *= dims[i];
                order[i] = i;
            }
            for (int i = rank - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int held = order[i];
                order[i] = order[j];
                order[j] = held;
            }
            long[] dstStrides = new long[rank];
            long[] srcStrides = new long[rank];
            long dense = 1;
            for (int axis : order) {
                dstStrides[axis] = dense;
                dense *= dims[axis];
            }
            long start = 0;
            dense = 1;
            for (int axis = rank - 1; axis >= 0; axis--) {
                // Forward, backward, or standing still.
                int way = random.nextInt(-1, 2);
                srcStrides[axis] = way * dense;
                start += way < 0 && dims[axis] > 0 ? dense * (dims[axis] - 1) : 0;
                dense *= dims[axis];
            }
            MemorySegment src = random(size * bytes);
            MemorySegment dst = random(size * bytes);
            MemorySegment expected = Arena.ofAuto().allocate(dst.byteSize()).copyFrom(dst);
            for (long index = 0; index < size; index++) {
                long rest = index;
                long from = start;
                long to = 0;
                for (int axis = rank - 1; axis >= 0; axis--) {
                    from += rest % dims[axis] * srcStrides[axis];
                    to += rest % dims[axis] * dstStrides[axis];
                    rest /= dims[axis];
                }
                move(bytes, expected, to, src, from);
            }
            kernels.copyStrided(bytes, dst, 0, dstStrides, src, start * bytes, srcStrides, dims);
            assertThat(dst.mismatch(expected)).as("round %d, seed %d", round, SEED).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void elementsOfOtherSizesAreRefused(Kernels kernels) {
        MemorySegment memory = random(64);
        assertThatThrownBy(() -> kernels.fill(2, memory, 0, 1, 0))
                .hasMessageContaining("1, 4 or 8 bytes");
        assertThatThrownBy(() -> kernels.transpose(2, memory, 0, 2, memory, 32, 2, 2, 2))
                .hasMessageContaining("1, 4 or 8 bytes");
    }

    private static void move(int bytes, MemorySegment dst, long to, MemorySegment src, long from) {
        MemorySegment.copy(src, from * bytes, dst, to * bytes, bytes);
    }

    private static MemorySegment random(long bytes) {
        byte[] content = new byte[(int) bytes];
        new Random(SEED + bytes).nextBytes(content);
        MemorySegment segment = Arena.ofAuto().allocate(Math.max(1, bytes), 64);
        MemorySegment.copy(
                content, 0, segment, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, content.length);
        return segment;
    }
}
