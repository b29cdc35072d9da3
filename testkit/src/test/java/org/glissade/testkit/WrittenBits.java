package org.glissade.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.Executable;
import org.glissade.tensor.DType;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Input;
import org.glissade.tensor.Node;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;
import org.glissade.testkit.conformance.RandomGraph;

/// Prints what small programs compute as numbers, in a process of its own: for each a line with its
/// name, a number made of all bits of its values, and how many of its works are written as code of
/// their own. Arguments: how many training steps and how many random graphs.
final class WrittenBits {
    private static final int RUNS = 3;

    private WrittenBits() {}

    public static void main(String[] arguments) {
        for (long seed = 1; seed <= Long.parseLong(arguments[0]); seed++) {
            trainingStep(seed);
        }
        for (long seed = 1; seed <= Long.parseLong(arguments[1]); seed++) {
            RandomGraph random = RandomGraph.of(seed, DType.F32);
            print("graph " + seed, Graph.of(random.withGradients()), random.values());
        }
    }

    /// A network of one hidden layer with sizes drawn from those around the lengths of vectors.
    private static void trainingStep(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = random.nextInt(1, 10);
        int features = random.nextInt(1, 19);
        int units = random.nextInt(1, 41);
        int outputs = random.nextInt(1, 4);
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F32, Shape.of(rows, features));
        Tensor targets = trace.input("targets", DType.F32, Shape.of(rows, outputs));
        Tensor w = trace.input("w", DType.F32, Shape.of(features, units));
        Tensor b = trace.input("b", DType.F32, Shape.of(units));
        Tensor v = trace.input("v", DType.F32, Shape.of(units, outputs));
        Tensor count = trace.input("count", DType.I64, Shape.scalar());
        Tensor rate = trace.input("rate", DType.F64, Shape.scalar());
        Tensor hidden = x.matmul(w).plus(b);
        hidden =
                switch (random.nextInt(4)) {
                    case 0 -> hidden.tanh();
                    case 1 -> hidden.sigmoid();
                    case 2 -> hidden.relu();
                    default -> hidden.softplus();
                };
        Tensor scores = hidden.matmul(v);
        Tensor loss = scores.softplus().minus(scores.times(targets)).sum(1).mean();
        List<Tensor> parameters = List.of(w, b, v);
        List<Tensor> gradients = loss.gradients(w, b, v);
        Map<String, Tensor> updates = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            updates.put(
                    List.of("w", "b", "v").get(i),
                    parameters.get(i).minus(gradients.get(i).times(rate.cast(DType.F32))));
        }
        updates.put("count", count.plus(1));
        Map<String, Array> values = new LinkedHashMap<>();
        values.put("rate", Array.scalar(0.1));
        for (Tensor input : List.of(x, targets, w, b, v)) {
            if (input.node().op() instanceof Input(String name, TensorType type)) {
                Array array = Array.zeros(type);
                for (long i = 0; i < array.size(); i++) {
                    array.setFlat(i, random.nextDouble(-1, 1));
                }
                values.put(name, array);
            }
        }
        print(
                "step " + seed,
                Graph.of(
                        List.of(x, targets, w, b, v, count, rate),
                        Map.of("loss", loss, "scores", scores),
                        updates),
                values);
    }

    private static void print(String name, Graph graph, Map<String, Array> values) {
        try (Executable program = Device.named("cpu").withThreads(1).compile(graph)) {
            long hash = 0xcbf29ce484222325L;
            for (Node node : graph.inputs()) {
                if (node.op() instanceof Input(String input, TensorType _)
                        && values.containsKey(input)) {
                    program.set(input, Objects.requireNonNull(values.get(input)));
                }
            }
            for (int i = 0; i < RUNS; i++) {
                program.run();
                for (String output : new TreeSet<>(graph.outputs().keySet())) {
                    hash = add(hash, program.output(output));
                }
            }
            for (String input : new TreeSet<>(graph.updates().keySet())) {
                hash = add(hash, program.input(input));
            }
            String written =
                    program.describe()
                            .lines()
                            .filter(line -> line.contains(" works as code written for exactly"))
                            .map(line -> line.strip().split(" ")[0])
                            .findFirst()
                            .orElse("0");
            System.out.println(name + " " + hash + " " + written);
        }
    }

    private static long add(long hash, Array array) {
        long sum = hash;
        for (long i = 0; i < array.size(); i++) {
            long bits = Double.doubleToLongBits(array.getFlat(i));
            sum = Long.rotateLeft(sum ^ bits, 23) * 0x100000001b3L;
        }
        return sum;
    }
}
