package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.DType;
import org.glissade.tensor.ReduceFunction;
import org.glissade.tensor.UnaryFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The vector kernels address memory without checks, so each first checks how far its operands go.
class KernelExtentsTest {
    /// Every operand begins here in its segment.
    private static final int OFFSET = 8;

    private static final Kernels KERNELS = new VectorKernels();

    /// A call and how many bytes it needs of each operand, the destination first.
    record Entry(String name, List<Long> bytes, Consumer<MemorySegment[]> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// More than any vector holds, less than any but the shortest, and nothing.
    static Stream<Entry> entries() {
        return IntStream.of(67, 3, 0)
                .boxed()
                .flatMap(count ->
                        Stream.of(DType.F32, DType.F64)
                                .flatMap(type -> entries(type, count).stream()));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void operandsOfTheExactLengthAreEnough(Entry entry) {
        assertThatCode(() -> entry.call().accept(operands(entry, -1))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anOperandThatIsTooShortIsRefusedBeforeAnythingIsWritten(Entry entry) {
        for (int index = 0; index < entry.bytes().size(); index++) {
            if (entry.bytes().get(index) == 0) {
                continue;
            }
            MemorySegment[] operands = operands(entry, index);
            assertThatThrownBy(() -> entry.call().accept(operands))
                    .as("operand %d", index)
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(operands[0].mismatch(operands(entry, index)[0]))
                    .as("operand %d", index)
                    .isEqualTo(-1);
        }
    }

    /// Operands of the length needed, but for one that lacks its last byte.
    private static MemorySegment[] operands(Entry entry, int shorter) {
        MemorySegment[] operands = new MemorySegment[entry.bytes().size()];
        for (int i = 0; i < operands.length; i++) {
            long bytes = OFFSET + entry.bytes().get(i);
            // What lies behind belongs to the test, so that a missing check harms nothing else.
            MemorySegment whole = Arena.ofAuto().allocate(bytes + 64, 64);
            operands[i] = whole.asSlice(0, i == shorter ? bytes - 1 : bytes).fill((byte) 1);
        }
        return operands;
    }

    private static List<Entry> entries(DType type, int count) {
        List<Entry> entries = new ArrayList<>();
        long bytes = type.bytes();
        long each = bytes * count;
        long one = Math.min(each, bytes);
        String where = " " + type + " of " + count;
        for (UnaryFunction f : UnaryFunction.values()) {
            entries.add(
                    new Entry(
                            f + where,
                            List.of(each, each),
                            o -> KERNELS.unary(f, type, o[0], OFFSET, o[1], OFFSET, count)));
        }
        for (int form = 0; form < 4; form++) {
            int aStep = form & 1;
            int bStep = form >> 1;
            long a = aStep == 0 ? one : each;
            long b = bStep == 0 ? one : each;
            String how = where + " form " + form;
            for (BinaryFunction f : BinaryFunction.values()) {
                entries.add(
                        new Entry(
                                f + how,
                                List.of(each, a, b),
                                o ->
                                        KERNELS.binary(
                                                f, type, o[0], OFFSET, o[1], OFFSET, aStep, o[2],
                                                OFFSET, bStep, count)));
            }
            for (CompareFunction f : CompareFunction.values()) {
                entries.add(
                        new Entry(
                                f + how,
                                List.of((long) count, a, b),
                                o ->
                                        KERNELS.compare(
                                                f, type, o[0], OFFSET, o[1], OFFSET, aStep, o[2],
                                                OFFSET, bStep, count)));
            }
            for (int step = 0; step < 2; step++) {
                int conditionStep = step;
                entries.add(
                        new Entry(
                                "select" + how + " condition " + step,
                                List.of(each, step == 0 ? Math.min(count, 1L) : count, a, b),
                                o ->
                                        KERNELS.select(
                                                type,
                                                o[0],
                                                OFFSET,
                                                o[1],
                                                OFFSET,
                                                conditionStep,
                                                o[2],
                                                OFFSET,
                                                aStep,
                                                o[3],
                                                OFFSET,
                                                bStep,
                                                count)));
            }
        }
        for (ReduceFunction f : ReduceFunction.values()) {
            entries.add(
                    new Entry(
                            f + " row" + where,
                            List.of(4 * bytes, count == 0 ? 0L : bytes * (2L * count + 5)),
                            o ->
                                    KERNELS.reduce(
                                            f, type, o[0], OFFSET, 3, o[1], OFFSET, count + 5, 1, 2,
                                            count, 1)));
            long row = count + 2L;
            entries.add(
                    new Entry(
                            f + " columns" + where,
                            List.of(
                                    count == 0 ? 0L : bytes * (2L * count + 1),
                                    count == 0 ? 0L : bytes * (9 * row + 1 + count)),
                            o ->
                                    KERNELS.reduce(
                                            f,
                                            type,
                                            o[0],
                                            OFFSET,
                                            count + 1,
                                            o[1],
                                            OFFSET,
                                            5 * row + 1,
                                            row,
                                            2,
                                            5,
                                            count)));
        }
        if (bytes == 4) {
            long dst = count == 0 ? 0L : bytes * (count * (count + 2L) + count);
            long src = count == 0 ? 0L : bytes * ((count - 1) * (count + 4L) + count + 1);
            entries.add(
                    new Entry(
                            "transpose" + where,
                            List.of(dst, src),
                            o ->
                                    KERNELS.transpose(
                                            4, o[0], OFFSET, count + 2, o[1], OFFSET, count + 4,
                                            count, count + 1)));
        }
        if (count > 16) {
            MatrixProduct product = MatrixProduct.dense(type, 8, count, 16, false, false);
            entries.add(
                    new Entry(
                            product.toString(),
                            List.of(
                                    8 * each,
                                    8 * 16 * bytes,
                                    16 * each,
                                    KERNELS.scratchBytes(product)),
                            o ->
                                    KERNELS.multiply(
                                            product, o[0], OFFSET, o[1], OFFSET, o[2], OFFSET, o[3],
                                            OFFSET, 0, 8, 0, count)));
        }
        return entries;
    }
}
