package org.glissade.learn.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;
import org.glissade.learn.layer.Declaration;
import org.glissade.runtime.Array;
import org.glissade.runtime.State;
import org.glissade.tensor.Shape;
import org.glissade.tensor.TensorType;

/// What [Pretrained] weights mean for a network: the report of what matched and what did not, and
/// the values themselves.
///
/// @param source where the weights come from
/// @param taken what becomes a parameter's first values, in the network's order
/// @param missing parameters that are not given and start as the network has it
/// @param unused tensors that become no parameter
public record WeightMatch(
        String source, List<Taken> taken, List<Declaration> missing, List<Unused> unused) {
    /// Lists are kept unmodifiable.
    public WeightMatch {
        taken = List.copyOf(taken);
        missing = List.copyOf(missing);
        unused = List.copyOf(unused);
    }

    /// A tensor that becomes a parameter's first values.
    ///
    /// @param name in the file
    /// @param tensor as it is there
    /// @param transposed whether its axes are swapped
    public record Taken(Declaration parameter, String name, Array tensor, boolean transposed) {
        /// Why it does not suit; empty if it does.
        Optional<String> problem() {
            Shape wanted = parameter.type().shape();
            Shape given = tensor.shape();
            String both =
                    name + " " + tensor.type() + ", parameter " + parameter.path() + " " + wanted;
            if (!tensor.dtype().isFloating() || !parameter.type().dtype().isFloating()) {
                return Optional.of(both + ": only floating-point values become parameters");
            }
            boolean isMatrix = given.rank() == 2;
            if (transposed && !isMatrix) {
                return Optional.of(both + ": only matrices can be transposed; leave transpose out");
            }
            Shape swapped = isMatrix ? Shape.of(given.dim(1), given.dim(0)) : given;
            if (!(transposed ? swapped : given).equals(wanted)) {
                return Optional.of(
                        both
                                + ": "
                                + ((transposed ? given : swapped).equals(wanted)
                                        ? transposed
                                                ? "it has the shape already; leave transpose out"
                                                : "transposed it fits, as dense weights of PyTorch, which are [out, in]; write transpose("
                                                        + name
                                                        + ")="
                                                        + parameter.path()
                                        : "the shapes differ; name in the map only what is to be taken"));
            }
            for (long i = 0; i < tensor.size(); i++) {
                if (!Double.isFinite(tensor.getFlat(i))) {
                    return Optional.of(both + ": value " + i + " is " + tensor.getFlat(i));
                }
            }
            return Optional.empty();
        }

        private void copyTo(Array target) {
            if (!transposed && tensor.type().equals(target.type())) {
                target.copyFrom(tensor);
                return;
            }
            long columns = transposed ? target.shape().dim(1) : 1;
            long rows = transposed ? target.shape().dim(0) : 1;
            for (long i = 0; i < target.size(); i++) {
                long from = transposed ? i % columns * rows + i / columns : i;
                target.setFlat(i, tensor.getFlat(from));
            }
        }

        private String how() {
            return (transposed ? ", transposed" : "")
                    + (tensor.dtype() == parameter.type().dtype()
                            ? ""
                            : ", from " + tensor.dtype().name());
        }
    }

    /// A tensor that becomes no parameter.
    ///
    /// @param path where a rule leads it, which is no parameter; empty if no rule is for it
    public record Unused(String name, TensorType type, String path) {}

    /// Whether the parameter of a path is given.
    public boolean gives(String path) {
        return taken.stream().anyMatch(one -> one.parameter().path().equals(path));
    }

    /// Overwrites the parameters that are given; values are rounded to their element type.
    public void copyTo(State state) {
        taken.forEach(one -> one.copyTo(state.get(one.parameter().path())));
    }

    /// The memory of all tensors, in bytes.
    public long bytes() {
        return taken.stream().mapToLong(one -> one.tensor().type().bytes()).sum()
                + unused.stream().mapToLong(one -> one.type().bytes()).sum();
    }

    /// This match, if every parameter is given and every tensor used.
    ///
    /// @throws IllegalArgumentException with the report, if not
    public WeightMatch complete() {
        if (!missing.isEmpty() || !unused.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), lines()));
        }
        return this;
    }

    /// The report, line by line: a count, what is taken, what is missing, what is unused.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        int all = taken.size() + missing.size();
        lines.add(taken.size() + " of " + all + " parameters from " + source);
        taken.forEach(one ->
                lines.add(
                        "  "
                                + one.parameter().path()
                                + " "
                                + one.parameter().type().shape()
                                + " from "
                                + one.name()
                                + one.how()));
        missing.forEach(
                one -> lines.add("  " + one.path() + " " + one.type().shape() + " is not given"));
        unused.forEach(one ->
                lines.add(
                        "  "
                                + one.name()
                                + " "
                                + one.type().shape()
                                + " is not used"
                                + (one.path().isEmpty()
                                        ? ""
                                        : ": there is no parameter " + one.path())));
        return lines;
    }

    /// The report for programs.
    public JsonObject toJson() {
        List<JsonValue> matched = new ArrayList<>();
        for (Taken one : taken) {
            matched.add(
                    JsonObject.builder()
                            .put("parameter", one.parameter().path())
                            .put("shape", shape(one.parameter().type()))
                            .put("tensor", one.name())
                            .put("transposed", one.transposed())
                            .build());
        }
        return JsonObject.builder()
                .put("source", source)
                .put("taken", new JsonArray(matched))
                .put("missing", JsonArray.ofTexts(missing.stream().map(Declaration::path).toList()))
                .put("unused", JsonArray.ofTexts(unused.stream().map(Unused::name).toList()))
                .build();
    }

    private static JsonArray shape(TensorType type) {
        return JsonArray.ofNumbers(type.shape().dims());
    }
}
