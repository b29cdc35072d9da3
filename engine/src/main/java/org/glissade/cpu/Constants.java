package org.glissade.cpu;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of one repeated number that a written class needs, as its static final fields.
///
/// The JVM's compiler knows their class and content. Broadcasts in place would say the same, but
/// cost it so much more that it gives up on the end of a long method, where vectors then become
/// objects.
final class Constants {
    private static final ClassDesc FLOATS = VectorCode.describe(FloatVector.class);
    private static final ClassDesc INTS = VectorCode.describe(IntVector.class);
    private static final ClassDesc SPECIES = VectorCode.describe(VectorSpecies.class);

    /// The fields' names by their numbers, Float or Integer.
    private final Map<Number, String> names = new LinkedHashMap<>();

    /// Pushes a vector.
    ///
    /// @param number a Float or an Integer
    void push(CodeBuilder code, Number number) {
        String name = names.computeIfAbsent(number, _ -> "vector" + names.size());
        code.getstatic(WrittenClass.NAME, name, type(number));
    }

    /// Pushes the species of all vectors.
    static void species(CodeBuilder code, boolean integers) {
        code.getstatic(VectorCode.describe(Lanes.class), integers ? "INTS" : "FLOATS", SPECIES);
    }

    private static ClassDesc type(Number number) {
        return number instanceof Integer ? INTS : FLOATS;
    }

    /// Writes the fields, once all methods are written.
    void declare(ClassBuilder builder) {
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
        names.forEach((number, name) -> builder.withField(name, type(number), flags));
        builder.withMethodBody(
                ConstantDescs.CLASS_INIT_NAME,
                ConstantDescs.MTD_void,
                ClassFile.ACC_STATIC,
                this::initialise);
    }

    private void initialise(CodeBuilder code) {
        names.forEach((number, name) -> {
            ClassDesc type = type(number);
            boolean isInteger = number instanceof Integer;
            species(code, isInteger);
            if (isInteger) {
                code.loadConstant(number.intValue());
            } else {
                code.loadConstant(number.floatValue());
            }
            code.invokestatic(
                            type,
                            "broadcast",
                            MethodTypeDesc.of(type, SPECIES, isInteger ? CD_int : CD_float))
                    .putstatic(WrittenClass.NAME, name, type);
        });
        code.return_();
    }
}
