package org.glissade.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkOrderTest {
    private static final int ROWS = 8;

    private record Named(String name, List<Access> accesses) implements Work {
        @Override
        public String describe() {
            return name;
        }

        @Override
        public int pieces() {
            return ROWS;
        }

        @Override
        public void run(int member, int from, int to) {}

        @Override
        public long cost() {
            return 1;
        }
    }

    private final MemorySegment inputs = memory();
    private final MemorySegment hidden = memory();
    private final MemorySegment error = memory();
    private final MemorySegment inputError = memory();
    private final MemorySegment gradient = memory();
    private final MemorySegment weights = memory();

    /// Forward and backward by rows of the batch, gradient and update by rows of the weights.
    private final List<Work> step =
            List.of(
                    work("forward", rows(inputs), all(weights), writeRows(hidden)),
                    work("loss", rows(hidden), writeRows(error)),
                    work("gradient", all(inputs), all(error), writeRows(gradient)),
                    work("error of the inputs", rows(error), all(weights), writeRows(inputError)),
                    work("update", rows(gradient), writeRows(weights)));

    @Test
    void oneThreadKeepsTheOrderOfThePlanAndNeverMeets() {
        WorkOrder order = WorkOrder.alone(step);
        assertThat(order.chains()).extracting(chain -> chain.works()[0]).isEqualTo(step);
        assertThat(order.meetings()).isZero();
    }

    @Test
    void whatNeedsNoMeetingComesFirstAndTheRestAfterOneMeeting() {
        WorkOrder order = WorkOrder.shared(step, 2);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < order.chains().length; i++) {
            String name = ((Named) order.chains()[i].works()[0]).name();
            lines.add(order.meetBefore()[i] ? "meet, " + name : name);
        }
        assertThat(lines)
                .containsExactly(
                        "forward", "loss", "error of the inputs", "meet, gradient", "update");
    }

    @Test
    void aLargeResultIsUsedUpBlockByBlock() {
        MemorySegment large = Arena.global().allocate(1024 * 1024, 64);
        Named product =
                new Named("gradient", List.of(all(inputs), Access.writePieces(large, ROWS)));
        Named update =
                new Named(
                        "update",
                        List.of(Access.readPieces(large, ROWS), Access.writePieces(weights, ROWS)));
        Named norm = new Named("norm", List.of(all(large), writeRows(hidden)));
        WorkOrder order = WorkOrder.alone(List.of(product, update, norm));
        assertThat(order.chains()).hasSize(2);
        assertThat(order.chains()[0].works()).containsExactly(product, update);
    }

    private static MemorySegment memory() {
        return Arena.global().allocate(64L * ROWS, 64);
    }

    private static Work work(String name, Access... accesses) {
        return new Named(name, List.of(accesses));
    }

    private static Access rows(MemorySegment memory) {
        return Access.readPieces(memory, ROWS);
    }

    private static Access writeRows(MemorySegment memory) {
        return Access.writePieces(memory, ROWS);
    }

    private static Access all(MemorySegment memory) {
        return Access.read(memory);
    }
}
