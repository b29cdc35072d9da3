package org.glissade.benchmarks.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.glissade.benchmarks.workload.DenseShape;
import org.glissade.benchmarks.workload.Layer;
import org.glissade.benchmarks.workload.Loss;
import org.glissade.benchmarks.workload.Rule;
import org.glissade.benchmarks.workload.Source;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.benchmarks.workload.WorkloadFile;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.SparseSoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/// A workload's training step as a TensorFlow graph.
///
/// @param features what is fed: a batch, or the numbers of its rows
/// @param targets what is fed: a batch, or the numbers of its rows
/// @param starts what gives variables their first values, with the sections of the file
record TensorflowGraph(
        Placeholder<? extends TType> features,
        Placeholder<? extends TType> targets,
        Operand<TFloat32> loss,
        Op update,
        List<Op> initializers,
        List<Start> starts) {
    /// The first value of a variable.
    record Start(Placeholder<TFloat32> value, Op assignment, String section, Shape shape) {}

    /// The mean loss and the gradients of the parameters.
    private record Goal(Operand<TFloat32> loss, Gradients gradients) {}

    /// What is needed while the graph is built.
    private static final class Builder {
        private final Ops tf;
        private final Workload workload;
        private final List<Variable<TFloat32>> parameters = new ArrayList<>();
        private final List<Shape> shapes = new ArrayList<>();
        private final List<Op> initializers = new ArrayList<>();
        private final List<Start> starts = new ArrayList<>();
        private int layer;

        private Builder(Ops tf, Workload workload) {
            this.tf = tf;
            this.workload = workload;
        }

        private Variable<TFloat32> variable(Shape shape, String section) {
            Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
            Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
            starts.add(new Start(value, tf.assign(variable, value), section, shape));
            return variable;
        }

        private Variable<TFloat32> parameter(Shape shape, String section) {
            Variable<TFloat32> parameter = variable(shape, section);
            parameters.add(parameter);
            shapes.add(shape);
            return parameter;
        }

        private Variable<TFloat32> filled(Shape shape, float value) {
            Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
            initializers.add(
                    tf.assign(variable, tf.fill(tf.constant(shape.asArray()), tf.constant(value))));
            return variable;
        }

        private Operand<TFloat32> forward(List<Layer> layers, Operand<TFloat32> input) {
            Operand<TFloat32> x = input;
            for (Layer each : layers) {
                x =
                        switch (each) {
                            case Layer.Dense(int units) -> dense(x, units);
                            case Layer.Activation.RELU -> tf.nn.relu(x);
                            case Layer.Activation.TANH -> tf.math.tanh(x);
                            case Layer.Activation.SIGMOID -> tf.math.sigmoid(x);
                            case Layer.Residual(List<Layer> inner) ->
                                    tf.math.add(x, forward(inner, x));
                        };
            }
            return x;
        }

        private Operand<TFloat32> dense(Operand<TFloat32> x, int units) {
            DenseShape shape = workload.dense().get(layer);
            Variable<TFloat32> weight =
                    parameter(Shape.of(shape.inputs(), units), "weight" + layer);
            Variable<TFloat32> bias = parameter(Shape.of(units), "bias" + layer);
            layer++;
            return tf.nn.biasAdd(tf.linalg.matMul(x, weight), bias);
        }

        private Goal goal(Operand<TFloat32> output, Operand<?> targets) {
            return switch (workload.loss()) {
                case CROSS_ENTROPY -> {
                    // The C++ gradients do not know this operation, but it gives its own.
                    SparseSoftmaxCrossEntropyWithLogits<TFloat32> entropy =
                            tf.nn.sparseSoftmaxCrossEntropyWithLogits(
                                    output, targets.asOutput().expect(TInt32.class));
                    yield new Goal(
                            tf.math.mean(entropy.loss(), tf.constant(0)),
                            tf.gradients(
                                    output,
                                    parameters,
                                    Gradients.dx(
                                            List.of(
                                                    tf.math.mul(
                                                            entropy.backprop(),
                                                            tf.constant(1f / workload.batch()))))));
                }
                case BINARY_CROSS_ENTROPY -> {
                    Operand<TFloat32> labels = targets.asOutput().expect(TFloat32.class);
                    Operand<TFloat32> loss =
                            tf.math.mean(
                                    tf.math.sub(
                                            tf.math.softplus(output), tf.math.mul(output, labels)),
                                    tf.constant(new int[] {0, 1}));
                    yield new Goal(loss, tf.gradients(loss, parameters));
                }
            };
        }

        private Op update(Gradients gradients) {
            List<Op> updates = new ArrayList<>();
            switch (workload.rule()) {
                case Rule.Sgd(double rate, double momentum) -> {
                    for (int i = 0; i < parameters.size(); i++) {
                        Operand<TFloat32> gradient = gradients.dy(i);
                        updates.add(
                                momentum == 0
                                        ? tf.train.applyGradientDescent(
                                                parameters.get(i),
                                                tf.constant((float) rate),
                                                gradient)
                                        : tf.train.applyMomentum(
                                                parameters.get(i),
                                                filled(shapes.get(i), 0),
                                                tf.constant((float) rate),
                                                gradient,
                                                tf.constant((float) momentum)));
                    }
                }
                case Rule.Adam adam -> adam(adam, gradients, updates);
            }
            return tf.withControlDependencies(updates).noOp();
        }

        private void adam(Rule.Adam adam, Gradients gradients, List<Op> updates) {
            Operand<TFloat32> beta1 = tf.constant((float) adam.beta1());
            Operand<TFloat32> beta2 = tf.constant((float) adam.beta2());
            Variable<TFloat32> power1 = filled(Shape.scalar(), (float) adam.beta1());
            Variable<TFloat32> power2 = filled(Shape.scalar(), (float) adam.beta2());
            // TensorFlow corrects the bias outside of the quotient, which scales its epsilon.
            Operand<TFloat32> epsilon =
                    tf.math.mul(
                            tf.math.sqrt(tf.math.sub(tf.constant(1f), power2)),
                            tf.constant((float) adam.epsilon()));
            for (int i = 0; i < parameters.size(); i++) {
                updates.add(
                        tf.train.applyAdam(
                                parameters.get(i),
                                filled(shapes.get(i), 0),
                                filled(shapes.get(i), 0),
                                power1,
                                power2,
                                tf.constant((float) adam.rate()),
                                beta1,
                                beta2,
                                epsilon,
                                gradients.dy(i)));
            }
            Ops after = tf.withControlDependencies(List.copyOf(updates));
            updates.add(after.assign(power1, tf.math.mul(power1, beta1)));
            updates.add(after.assign(power2, tf.math.mul(power2, beta2)));
        }
    }

    static TensorflowGraph of(Graph graph, Workload workload) {
        Ops tf = Ops.create(graph);
        Builder builder = new Builder(tf, workload);
        Placeholder<? extends TType> features;
        Placeholder<? extends TType> targets;
        Operand<TFloat32> x;
        Operand<?> y;
        if (workload.source() instanceof Source.Rows(int rows, int _)) {
            Placeholder<TInt32> order = tf.placeholder(TInt32.class);
            Placeholder<TInt32> sameOrder = tf.placeholder(TInt32.class);
            Variable<TFloat32> allFeatures =
                    builder.variable(Shape.of(rows, workload.inputs()), "features");
            Variable<TFloat32> allTargets = builder.variable(Shape.of(rows, 1), "targets");
            x = tf.gather(allFeatures, order, tf.constant(0));
            y = tf.gather(allTargets, sameOrder, tf.constant(0));
            features = order;
            targets = sameOrder;
        } else {
            Placeholder<TFloat32> batch =
                    tf.placeholder(
                            TFloat32.class,
                            Placeholder.shape(Shape.of(workload.batch(), workload.inputs())));
            x = batch;
            features = batch;
            targets =
                    workload.loss() == Loss.CROSS_ENTROPY
                            ? tf.placeholder(
                                    TInt32.class, Placeholder.shape(Shape.of(workload.batch())))
                            : tf.placeholder(
                                    TFloat32.class,
                                    Placeholder.shape(Shape.of(workload.batch(), 1)));
            y = targets;
        }
        Goal goal = builder.goal(builder.forward(workload.layers(), x), y);
        Op update = builder.update(goal.gradients());
        return new TensorflowGraph(
                features, targets, goal.loss(), update, builder.initializers, builder.starts);
    }

    /// Gives variables the file's values.
    void start(Session session, WorkloadFile file) {
        for (Start start : starts) {
            try (Tensor value =
                    TFloat32.tensorOf(
                            start.shape(),
                            DataBuffers.of(file.floats(start.section()), true, false))) {
                session.runner()
                        .feed(start.value(), value)
                        .addTarget(start.assignment())
                        .run()
                        .close();
            }
        }
    }
}
