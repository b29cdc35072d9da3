package org.glissade.backend;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.glissade.compile.Plan;
import org.glissade.compile.Slot;
import org.glissade.compile.Step;
import org.glissade.tensor.Fault;
import org.glissade.tensor.Node;

/// The memory of one loaded plan: the arena and the inputs by name. All segments lie outside of the
/// heap, start at a multiple of 64 bytes, and stay where they are.
public record Memory(Plan plan, MemorySegment arena, Map<String, MemorySegment> inputs) {
    /// The memory of a value, of exactly its size.
    public MemorySegment of(Node node) {
        return of(plan.slot(node)).asSlice(0, node.type().bytes());
    }

    /// The memory that threads use for themselves, an equal part for each.
    public MemorySegment scratch() {
        return of(plan.scratch());
    }

    /// The scratch memory that threads share in a step; empty where it has none.
    public MemorySegment workspace(Step step) {
        Slot.OfArena slot = plan.workspaces().get(step);
        return slot == null ? arena.asSlice(0, 0) : of(slot);
    }

    /// The memory of the input of a name.
    public MemorySegment input(String name) {
        return of(new Slot.OfInput(name));
    }

    private MemorySegment of(Slot slot) {
        return switch (slot) {
            case Slot.OfArena(long offset, long bytes) -> arena.asSlice(offset, bytes);
            case Slot.OfInput(String name) -> {
                MemorySegment segment = inputs.get(name);
                if (segment == null) {
                    throw new Fault("memory", "no input \"" + name + "\"");
                }
                yield segment;
            }
        };
    }
}
