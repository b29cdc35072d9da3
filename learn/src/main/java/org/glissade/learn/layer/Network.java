package org.glissade.learn.layer;

import java.util.stream.Collectors;
import org.glissade.learn.initial.Initializer;

/// Networks written as text: `dense(128) relu dropout(0.5) residual(dense(128) tanh) dense(10)`.
///
/// | layer | meaning |
/// | --- | --- |
/// | `dense(UNITS)` or `dense(UNITS, INITIALIZER)` | [Dense]; initialisers: `fan-in` (the default), `he-uniform`, `he-normal`, `glorot-uniform`, `glorot-normal`, `lecun-uniform`, `lecun-normal` |
/// | `sigmoid tanh relu leaky-relu gelu silu softplus softmax identity` | [Activation] |
/// | `dropout(RATE)` | [Dropout] |
/// | `residual(LAYERS)` | [Residual] around a [Sequential] |
/// | `sequential(LAYERS)` | a [Sequential] of its own |
/// | `flatten` | [Flatten] |
///
/// Layers are separated by white space. Upper and lower case are the same. An empty text is the
/// empty network.
public final class Network {
    private Network() {}

    /// The network that a text describes.
    ///
    /// @throws NetworkException with the place, what was expected, and the nearest known name
    public static Sequential parse(String text) {
        return new NetworkParser(text).parse();
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
            case Dense(int units, Initializer initializer) -> {
                if (!Initializer.named(initializer.toString())
                        .equals(java.util.Optional.of(initializer))) {
                    throw new NetworkException(
                            "the initialiser " + initializer + " has no text form",
                            "use one of "
                                    + String.join(", ", Initializer.names())
                                    + ", or keep the network in Java");
                }
                yield initializer.equals(Initializer.fanIn())
                        ? "dense(" + units + ")"
                        : "dense(" + units + ", " + initializer + ")";
            }
            case Activation activation -> activation.toString();
            case Dropout(double rate) -> "dropout(" + rate + ")";
            case Residual(Sequential inner) -> "residual(" + text(inner) + ")";
            case Sequential inner -> "sequential(" + text(inner) + ")";
            case Flatten() -> "flatten";
            default ->
                    throw new NetworkException(
                            "the layer " + layer + " has no text form",
                            "networks with layers of your own are built in Java; pass the same layer when loading a model");
        };
    }
}
