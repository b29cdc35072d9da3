package org.glissade.benchmarks.pytorch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.glissade.benchmarks.workload.Rule;

/// PyTorch's fused optimizers `_fused_sgd_` and `_fused_adam_`: one call for all parameters. The
/// Java presets do not name them, so they are called by their C++ symbols.
///
/// A list of tensors is passed as C++'s `ArrayRef`, a pointer and a count by value; both are those
/// of the `std::vector` that a `TensorVector` holds.
final class FusedUpdate {
    private static final MemoryLayout LIST = MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG);
    private static final String LISTS = "EEES5_S5_";

    private final Rule rule;
    private final MethodHandle function;
    private final int count;
    private final MemorySegment parameters;
    private final MemorySegment gradients;
    private final MemorySegment first;
    private final MemorySegment second;
    private final MemorySegment steps;
    private final MemorySegment empty;
    private final MemorySegment none;
    private final Tensor step;
    private final Scalar one;

    /// Keeps the native objects alive that the segments point to.
    @SuppressWarnings("UnusedVariable")
    private final Object[] kept;

    private FusedUpdate(Rule rule, TensorVector parameterList) {
        this.rule = rule;
        this.count = Math.toIntExact(parameterList.size());
        TensorVector values = new TensorVector();
        TensorVector firstMoments = new TensorVector();
        TensorVector secondMoments = new TensorVector();
        TensorVector stepList = new TensorVector();
        this.step = Tensors.scalar(0);
        this.one = new Scalar(1f);
        for (int i = 0; i < count; i++) {
            Tensor parameter = parameterList.get(i);
            // Another handle of the same memory, outside of the recording of gradients.
            values.push_back(parameter.detach());
            firstMoments.push_back(Tensors.zerosLike(parameter));
            secondMoments.push_back(Tensors.zerosLike(parameter));
            stepList.push_back(step);
        }
        TensorOptional noTensor = new TensorOptional();
        this.parameters = list(values);
        this.first = list(firstMoments);
        this.second = list(secondMoments);
        this.steps = list(stepList);
        this.gradients = Arena.ofAuto().allocate(LIST);
        this.empty = Arena.ofAuto().allocate(LIST);
        this.none = MemorySegment.ofAddress(noTensor.address());
        this.kept = new Object[] {values, firstMoments, secondMoments, stepList, noTensor};
        this.function =
                switch (rule) {
                    case Rule.Sgd(double _, double _) -> sgd();
                    case Rule.Adam(double _, double _, double _, double _) -> adam();
                };
    }

    static FusedUpdate of(Rule rule, TensorVector parameters) {
        return new FusedUpdate(rule, parameters);
    }

    private static MethodHandle sgd() {
        return function(
                "_ZN2at4_ops11_fused_sgd_4callEN3c108ArrayRefINS_6Tensor"
                        + LISTS
                        + "ddddbbbRKSt8optionalIS4_ES9_",
                FunctionDescriptor.ofVoid(
                        LIST,
                        LIST,
                        LIST,
                        JAVA_DOUBLE,
                        JAVA_DOUBLE,
                        JAVA_DOUBLE,
                        JAVA_DOUBLE,
                        JAVA_BOOLEAN,
                        JAVA_BOOLEAN,
                        JAVA_BOOLEAN,
                        ADDRESS,
                        ADDRESS));
    }

    private static MethodHandle adam() {
        return function(
                "_ZN2at4_ops12_fused_adam_4callEN3c108ArrayRefINS_6Tensor"
                        + LISTS
                        + "S5_S5_S5_dddddbbRKSt8optionalIS4_ES9_",
                FunctionDescriptor.ofVoid(
                        LIST,
                        LIST,
                        LIST,
                        LIST,
                        LIST,
                        LIST,
                        JAVA_DOUBLE,
                        JAVA_DOUBLE,
                        JAVA_DOUBLE,
                        JAVA_DOUBLE,
                        JAVA_DOUBLE,
                        JAVA_BOOLEAN,
                        JAVA_BOOLEAN,
                        ADDRESS,
                        ADDRESS));
    }

    private static MethodHandle function(String symbol, FunctionDescriptor type) {
        Path file = Path.of(Loader.load(torch.class)).resolveSibling("libtorch_cpu.so");
        MemorySegment address =
                SymbolLookup.libraryLookup(file, Arena.global()).findOrThrow(symbol);
        return Linker.nativeLinker().downcallHandle(address, type);
    }

    private static MemorySegment list(TensorVector vector) {
        MemorySegment list = Arena.ofAuto().allocate(LIST);
        point(list, vector, vector.size());
        return list;
    }

    /// The first word of a `std::vector` is the address of its elements.
    private static void point(MemorySegment list, TensorVector vector, long count) {
        MemorySegment begin = MemorySegment.ofAddress(vector.address()).reinterpret(8);
        list.set(JAVA_LONG, 0, begin.get(JAVA_LONG, 0));
        list.set(JAVA_LONG, 8, count);
    }

    /// Applies the gradients to the parameters.
    void apply(TensorVector gradientList) {
        point(gradients, gradientList, count);
        try {
            switch (rule) {
                case Rule.Sgd(double rate, double momentum) -> {
                    // Named before the exact call: a conditional in its arguments counts as Object.
                    MemorySegment velocities = momentum == 0 ? empty : first;
                    function.invokeExact(
                            parameters,
                            gradients,
                            velocities,
                            0.0,
                            momentum,
                            rate,
                            0.0,
                            false,
                            false,
                            false,
                            none,
                            none);
                }
                case Rule.Adam(double rate, double beta1, double beta2, double epsilon) -> {
                    step.add_(one);
                    function.invokeExact(
                            parameters,
                            gradients,
                            first,
                            second,
                            empty,
                            steps,
                            rate,
                            beta1,
                            beta2,
                            0.0,
                            epsilon,
                            false,
                            false,
                            none,
                            none);
                }
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("PyTorch's fused optimizer failed", e);
        }
    }
}
