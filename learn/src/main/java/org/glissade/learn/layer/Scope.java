package org.glissade.learn.layer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.glissade.learn.initial.Fans;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.random.Draws;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.ShapeException;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.TensorType;
import org.glissade.tensor.Trace;
import org.jspecify.annotations.Nullable;

/// What a layer may ask for while it is recorded: parameters, running statistics, random numbers,
/// and scopes for the layers inside it. It is passed as an argument and is of no use after the
/// pass.
///
/// Names are joined into paths: layers with dots for their position, slashes between levels, as in
/// `2.residual/0.dense/weight`. A path is declared once in a pass; only scopes from [#shared] may
/// repeat.
public final class Scope {
    private final Recording recording;
    private final String path;
    private final boolean repeatable;
    private final Set<String> names = new HashSet<>();
    private @Nullable Draws draws;

    Scope(Recording recording, String path, boolean repeatable) {
        this.recording = recording;
        this.path = path;
        this.repeatable = repeatable;
    }

    /// The trace that is being recorded.
    public Trace trace() {
        return recording.trace;
    }

    /// The path of the layer that this scope belongs to; empty at the root.
    public String path() {
        return path;
    }

    /// Whether this pass is for training; dropout acts only then.
    public boolean training() {
        return recording.counter != null;
    }

    /// The element type of parameters: that of the network's input, or F32 if it is not floating
    /// point.
    public DType dtype() {
        return recording.dtype;
    }

    /// A parameter, with [fans][Fans#of] read off its shape.
    public Tensor parameter(String name, Shape shape, Initializer initializer) {
        return parameter(name, shape, initializer, Fans.of(shape));
    }

    /// A parameter: trained, saved with the model, supplied in later passes under its path.
    ///
    /// @throws IllegalArgumentException if the name is taken in this scope
    /// @throws ShapeException if a shared parameter is asked for again with another shape
    public Tensor parameter(String name, Shape shape, Initializer initializer, Fans fans) {
        Declaration declared = declare(name, shape, initializer, fans);
        recording.parameters.putIfAbsent(declared.path(), declared);
        Tensor weight =
                recording.weights.computeIfAbsent(
                        declared.path(), full -> trace().input(full, dtype(), shape));
        return recording.disturbed(declared.path(), weight);
    }

    /// A running statistic: not trained, saved with the model, replaced by [#update] while
    /// training.
    public Tensor state(String name, Shape shape, double initial) {
        Declaration declared = declare(name, shape, Initializer.constant(initial), new Fans(1, 1));
        recording.states.putIfAbsent(declared.path(), declared);
        return trace().input(declared.path(), dtype(), shape);
    }

    /// The value that a running statistic has after this training step; without effect outside of
    /// training.
    ///
    /// @throws IllegalArgumentException if this scope has no statistic of the name
    public void update(String name, Tensor value) {
        String full = join(name);
        if (!recording.states.containsKey(full)) {
            throw new IllegalArgumentException(
                    "there is no state \""
                            + full
                            + "\" to update; declare it first with"
                            + " scope.state(\""
                            + name
                            + "\", shape, initial)");
        }
        if (training()) {
            recording.updates.put(full, value);
        }
    }

    /// Numbers uniform in [0, 1) that differ from step to step, from layer to layer and from call
    /// to call.
    ///
    /// @throws IllegalStateException outside of training
    public Tensor random(Shape shape) {
        return draws().uniform(shape);
    }

    /// Numbers of the standard normal distribution that differ as those of [#random] do.
    ///
    /// @throws IllegalStateException outside of training
    public Tensor normal(Shape shape) {
        return draws().normal(shape);
    }

    private Draws draws() {
        Tensor counter = recording.counter;
        if (counter == null) {
            throw new IllegalStateException(
                    "layer "
                            + path
                            + " asks for random numbers, but predictions are"
                            + " deterministic; ask only if scope.training()");
        }
        Draws known = draws;
        if (known == null) {
            known = new Draws(trace(), counter, path);
            draws = known;
        }
        return known;
    }

    /// The result of a layer inside this one, under a name of its own.
    ///
    /// @throws IllegalArgumentException if the name is taken in this scope
    public Tensor child(String name, Layer layer, Tensor x) {
        claim(name);
        String inner = join(name);
        int row = recording.rows.size();
        Tensor result =
                trace().inLayer(
                                inner,
                                () -> layer.apply(new Scope(recording, inner, repeatable), x));
        recording.outputs.put(inner, result);
        recording.rows.add(row, new Summary.Row(inner, layer.label(), result.shape(), own(inner)));
        return result;
    }

    /// A scope that several layers use together, so that their parameters are one and the same
    /// (weight tying).
    ///
    /// @param name unique in the network: the scope's path is this name wherever it is asked for
    public Scope shared(String name) {
        return recording.shared.computeIfAbsent(name, key -> new Scope(recording, key, true));
    }

    private Declaration declare(String name, Shape shape, Initializer initializer, Fans fans) {
        claim(name);
        Declaration declared =
                new Declaration(join(name), new TensorType(dtype(), shape), initializer, fans);
        Declaration known = recording.parameters.get(declared.path());
        if (known != null && !known.type().equals(declared.type())) {
            throw new ShapeException(
                    "shared parameter",
                    "\"" + declared.path() + "\" is used with two shapes",
                    List.of(known.type(), declared.type()),
                    trace().here(),
                    "layers that share parameters need inputs of the same size; give one of them another name");
        }
        return declared;
    }

    private void claim(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.startsWith("@")) {
            throw new IllegalArgumentException(
                    "\""
                            + name
                            + "\" cannot name a layer or parameter: names are not empty,"
                            + " contain no / and do not start with @");
        }
        if (!names.add(name) && !repeatable) {
            throw new IllegalArgumentException(
                    "the name \""
                            + name
                            + "\" is used twice in "
                            + (path.isEmpty() ? "the network" : "layer " + path)
                            + "; give each its own, or use scope.shared(name) to share parameters on purpose");
        }
    }

    private String join(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    /// The number of values in the parameters declared by the layer itself, not by layers inside
    /// it.
    private long own(String layer) {
        return recording.parameters.values().stream()
                .filter(declared ->
                        declared.path().lastIndexOf('/') == layer.length()
                                && declared.path().startsWith(layer))
                .mapToLong(declared -> declared.type().shape().size())
                .sum();
    }
}
