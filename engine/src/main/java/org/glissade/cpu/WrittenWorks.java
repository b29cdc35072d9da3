package org.glissade.cpu;

import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Neighbouring works written as one class: a static method for each, which stay small enough for
/// the JVM to keep their vectors in registers, and one that calls them in order.
///
/// @param segments the operands of each of the works
record WrittenWorks(List<Fragment> fragments, List<MemorySegment> segments) {
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_void, CD_long.arrayType());

    static WrittenWorks of(List<Fragment> fragments) {
        return new WrittenWorks(
                List.copyOf(fragments),
                fragments.stream().flatMap(fragment -> fragment.operands().stream()).toList());
    }

    /// The operands' addresses.
    long[] addresses() {
        return segments.stream()
                .mapToLong(segment -> NativeMemory.address(segment, 0, segment.byteSize()))
                .toArray();
    }

    /// Memory for operands of the same sizes.
    MemorySegment elsewhere() {
        long bytes = segments.stream().mapToLong(WrittenWorks::aligned).sum();
        MemorySegment memory = Arena.ofAuto().allocate(bytes, 64);
        for (long at = 0; at + Double.BYTES <= bytes; at += Double.BYTES) {
            memory.set(ValueLayout.JAVA_DOUBLE, at, 0.5);
        }
        return memory;
    }

    /// Where the operands lie in such memory.
    long[] addressesIn(MemorySegment memory) {
        long[] addresses = new long[segments.size()];
        long at = memory.address();
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = at;
            at += aligned(segments.get(i));
        }
        return addresses;
    }

    private static long aligned(MemorySegment segment) {
        return (segment.byteSize() + 63) / 64 * 64;
    }

    /// The class, and its one instance.
    FusedWorks write() {
        return WrittenClass.make(
                FusedWorks.class,
                (builder, constants) -> {
                    int first = 0;
                    for (int i = 0; i < fragments.size(); i++) {
                        Fragment fragment = fragments.get(i);
                        int from = first;
                        builder.withMethodBody(
                                "work" + i,
                                RUN,
                                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                                code -> {
                                    int[] addresses = new int[fragment.operands().size()];
                                    for (int slot = 0; slot < addresses.length; slot++) {
                                        addresses[slot] = code.allocateLocal(TypeKind.LONG);
                                        code.aload(0)
                                                .loadConstant(from + slot)
                                                .laload()
                                                .lstore(addresses[slot]);
                                    }
                                    fragment.write(code, constants, addresses);
                                    WrittenClass.keepApart(code);
                                    code.return_();
                                });
                        first += fragment.operands().size();
                    }
                    builder.withMethodBody(
                            "run",
                            RUN,
                            ClassFile.ACC_PUBLIC,
                            code -> {
                                for (int i = 0; i < fragments.size(); i++) {
                                    code.aload(1).invokestatic(WrittenClass.NAME, "work" + i, RUN);
                                }
                                code.return_();
                            });
                });
    }
}
