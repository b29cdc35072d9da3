package org.glissade.learn.layer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.glissade.learn.initial.Initializer;

/// Networks written as text: `dense(128) relu dropout(0.5) residual(dense(128) tanh) dense(10)`.
///
/// | layer | meaning |
/// | --- | --- |
/// | `dense(UNITS)` or `dense(UNITS, INITIALIZER)` | [Dense]; initialisers as in [Initializer#parse], `fan-in` unless told |
/// | `relu`, `tanh`, … | [Activation] |
/// | `leaky-relu(SLOPE)`, `elu` or `elu(ALPHA)`, `celu` or `celu(ALPHA)` | [LeakyRelu], [Elu], [Celu] |
/// | `prelu`, `prelu(SLOPE)` or `prelu(SLOPE, features)` | [Prelu], with one slope or one for each feature |
/// | `rrelu` or `rrelu(LOW, HIGH)` | [RandomizedRelu] |
/// | `maxout(UNITS, PIECES)` or `maxout(UNITS, PIECES, INITIALIZER)` | [Maxout] |
/// | `dropout(RATE)`, `alpha-dropout(RATE)` | [Dropout], [AlphaDropout] |
/// | `spatial-dropout(RATE)` or `spatial-dropout(RATE, AXIS)` | [SpatialDropout] |
/// | `drop-path(RATE)` | [DropPath], last in a `residual` |
/// | `noise(DEVIATION)` | [GaussianNoise] |
/// | `residual(LAYERS)` | [Residual] around a [Sequential] |
/// | `sequential(LAYERS)` | a [Sequential] of its own |
/// | `flatten` | [Flatten] |
///
/// The gain of an initialiser may also be the name of an activation, as in `orthogonal(gain=tanh)`,
/// or `next` for that of the activation that follows, dropout aside; 1 if none does.
///
/// Layers are separated by white space. Upper and lower case are the same. An empty text is the
/// empty network.
public final class Network {
    private Network() {}

    /// The network that a text describes.
    ///
    /// @throws NetworkException with the place, what was expected, and the nearest known name
    public static Sequential parse(String text) {
        return new NetworkParser(text, Initializer.fanIn().toString()).parse();
    }

    /// The network that a text describes, where layers that name no initialiser have the given one.
    ///
    /// @param initializer as [#initializer] reads it
    /// @throws NetworkException with the place, what was expected, and the nearest known name
    /// @throws IllegalArgumentException if the initialiser cannot be read
    public static Sequential parse(String text, String initializer) {
        initializer(initializer);
        return new NetworkParser(text, initializer).parse();
    }

    /// The initialiser that a text describes for a layer that no activation follows, see
    /// [Initializer#parse]; a gain may be the name of an activation, or `next`, which is 1 here.
    ///
    /// @throws IllegalArgumentException with what was expected
    public static Initializer initializer(String text) {
        return Initializer.parse(text, word -> word.equals("next") ? 1 : NetworkParser.gain(word));
    }

    /// The names of layers that a text may use, in alphabetical order.
    public static List<String> names() {
        return NetworkParser.names();
    }

    /// The text of a layer; [#parse] of it gives an equal network.
    ///
    /// @throws NetworkException if the layer, or one inside it, is not one of the table above
    public static String text(Layer layer) {
        return switch (layer) {
            case Sequential(var layers) ->
                    layers.stream().map(Network::item).collect(Collectors.joining(" "));
            case Layer single -> item(single);
        };
    }

    private static String item(Layer layer) {
        return switch (layer) {
            case Dense(int units, Initializer initializer) ->
                    "dense(" + units + initializer(initializer) + ")";
            case Maxout(int units, int pieces, Initializer initializer) ->
                    "maxout(" + units + ", " + pieces + initializer(initializer) + ")";
            case Nonlinearity nonlinearity -> nonlinearity(nonlinearity);
            case Dropout(double rate) -> "dropout(" + rate + ")";
            case SpatialDropout(double rate, int axis) ->
                    "spatial-dropout(" + rate + (axis == -1 ? ")" : ", " + axis + ")");
            case AlphaDropout(double rate) -> "alpha-dropout(" + rate + ")";
            case DropPath(double rate) -> "drop-path(" + rate + ")";
            case GaussianNoise(double deviation) -> "noise(" + deviation + ")";
            case Residual(Sequential inner) -> "residual(" + text(inner) + ")";
            case Sequential inner -> "sequential(" + text(inner) + ")";
            case Flatten() -> "flatten";
            default ->
                    throw new NetworkException(
                            "the layer " + layer + " has no text form",
                            "networks with layers of your own are built in Java; pass the same layer when loading a model");
        };
    }

    private static String nonlinearity(Nonlinearity nonlinearity) {
        return switch (nonlinearity) {
            case Activation activation -> activation.toString();
            case LeakyRelu(double slope) -> "leaky-relu(" + slope + ")";
            case Elu(double alpha) -> "elu(" + alpha + ")";
            case Celu(double alpha) -> "celu(" + alpha + ")";
            case Prelu(double initial, boolean shared) ->
                    "prelu(" + initial + (shared ? ")" : ", features)");
            case RandomizedRelu(double low, double high) -> "rrelu(" + low + ", " + high + ")";
        };
    }

    /// An initialiser as further argument; nothing for the usual one.
    private static String initializer(Initializer initializer) {
        if (!Initializer.named(initializer.toString()).equals(Optional.of(initializer))) {
            throw new NetworkException(
                    "the initialiser " + initializer + " has no text form",
                    "use one of "
                            + String.join(", ", Initializer.names())
                            + ", or keep the network in Java");
        }
        return initializer.equals(Initializer.fanIn()) ? "" : ", " + initializer;
    }
}
