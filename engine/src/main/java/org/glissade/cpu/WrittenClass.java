package org.glissade.cpu;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiConsumer;
import org.glissade.tensor.Fault;

/// Makes classes at run time, each of which goes when nothing uses it any more.
final class WrittenClass {
    /// The name under which its methods call each other.
    static final ClassDesc NAME = ClassDesc.of("org.glissade.cpu.Written");

    /// The JVM inlines no method of more bytes than this, however hot.
    private static final int LARGEST_INLINED = 325;

    private WrittenClass() {}

    /// An instance of a new class.
    ///
    /// @param type the interface that it implements
    /// @param methods writes its methods, which may use constants
    static <T> T make(Class<T> type, BiConsumer<ClassBuilder, Constants> methods) {
        Constants constants = new Constants();
        byte[] bytes =
                ClassFile.of()
                        .build(
                                NAME,
                                builder -> {
                                    builder.withFlags(ClassFile.ACC_FINAL)
                                            .withInterfaceSymbols(VectorCode.describe(type))
                                            .withMethodBody(
                                                    ConstantDescs.INIT_NAME,
                                                    ConstantDescs.MTD_void,
                                                    0,
                                                    WrittenClass::construct);
                                    methods.accept(builder, constants);
                                    constants.declare(builder);
                                });
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return type.cast(
                    hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                            .invoke());
        } catch (Throwable failure) {
            throw new Fault("class writer", type.getSimpleName() + ": " + failure);
        }
    }

    /// Makes a method so long that the JVM does not inline it. Many operations on vectors inlined
    /// into one method were too much for it in some runs, and vectors were objects.
    static void keepApart(CodeBuilder code) {
        for (int pad = 0; pad < LARGEST_INLINED; pad++) {
            code.nop();
        }
    }

    private static void construct(CodeBuilder code) {
        code.aload(0)
                .invokespecial(
                        ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .return_();
    }
}
