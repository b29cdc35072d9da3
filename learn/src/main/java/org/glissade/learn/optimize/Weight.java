package org.glissade.learn.optimize;

import org.glissade.tensor.Tensor;

/// A parameter while its update is recorded.
///
/// @param slots the learning rate, the step number and the rule's memory
/// @param value before the step
/// @param gradient of the mean loss, or what other rules have made of it
public record Weight(Slots slots, Tensor value, Tensor gradient) {
    /// With another gradient.
    public Weight withGradient(Tensor changed) {
        return new Weight(slots, value, changed);
    }

    /// With another value to start from.
    public Weight withValue(Tensor changed) {
        return new Weight(slots, changed, gradient);
    }

    /// With other slots.
    public Weight withSlots(Slots changed) {
        return new Weight(changed, value, gradient);
    }
}
