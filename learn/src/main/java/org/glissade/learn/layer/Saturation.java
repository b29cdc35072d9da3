package org.glissade.learn.layer;

/// Where an activation function stops to pass gradients on.
///
/// It saturates where its derivative goes to 0: a unit that is driven there learns ever more
/// slowly. It can die where its derivative is 0 throughout: a unit that is driven there by all
/// examples never comes back.
///
/// @param below whether the derivative goes to 0 as x → −∞
/// @param above whether the derivative goes to 0 as x → ∞
/// @param deadBelow the derivative is 0 at every x below this; −∞ where there is no such x
/// @param deadAbove the derivative is 0 at every x above this; ∞ where there is no such x
public record Saturation(boolean below, boolean above, double deadBelow, double deadAbove) {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    /// The derivative stays away from 0 on both sides.
    public static final Saturation NONE = new Saturation(false, false, -NEVER, NEVER);

    /// The derivative goes to 0 for negative x and reaches it nowhere.
    public static final Saturation BELOW = new Saturation(true, false, -NEVER, NEVER);

    /// The derivative goes to 0 for positive x and reaches it nowhere.
    public static final Saturation ABOVE = new Saturation(false, true, -NEVER, NEVER);

    /// The derivative goes to 0 on both sides and reaches it nowhere.
    public static final Saturation BOTH = new Saturation(true, true, -NEVER, NEVER);

    /// What is dead is saturated.
    public Saturation {
        if ((deadBelow > -NEVER && !below) || (deadAbove < NEVER && !above)) {
            throw new IllegalArgumentException("a derivative of 0 everywhere also goes to 0");
        }
    }

    /// Dead below the first number and above the second; infinite where it is not.
    static Saturation dead(double below, double above) {
        return new Saturation(below > -NEVER, above < NEVER, below, above);
    }

    /// Whether there is a half line on which the derivative is 0.
    public boolean canDie() {
        return deadBelow > -NEVER || deadAbove < NEVER;
    }
}
