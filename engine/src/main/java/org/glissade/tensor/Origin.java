package org.glissade.tensor;

import org.jspecify.annotations.Nullable;

/// Where an operation comes from: the layer that made it, the user's source line, and whether it
/// was derived by differentiating that line.
///
/// Origins explain; they never take part in the identity of a node.
public record Origin(String layerPath, @Nullable SourceLine line, boolean gradient) {
    /// An origin of which nothing is known.
    public static final Origin UNKNOWN = new Origin("", null, false);

    /// The same place, marked as part of the backward pass.
    public Origin asGradient() {
        return gradient ? this : new Origin(layerPath, line, true);
    }

    /// The layer path, or `-` outside of any layer.
    public String layer() {
        return (layerPath.isEmpty() ? "-" : layerPath) + (gradient ? " (backward)" : "");
    }

    /// `dense1 Classifier.java:27 (train)`.
    @Override
    public String toString() {
        return line == null ? layer() : layer() + "  " + line;
    }
}
