package org.glissade.learn.optimize.schedule;

import org.glissade.learn.file.JsonObject;
import org.jspecify.annotations.Nullable;

/// The learning rate of one training: the first rate times the schedule's factor, and what
/// [ReduceOnPlateau] remembers of the losses so far.
public final class LearningRate {
    private final double first;
    private final Schedule schedule;
    private final long steps;
    private final @Nullable ReduceOnPlateau plateau;

    private double reduction = 1;
    private double best = Double.POSITIVE_INFINITY;
    private int withoutImprovement;
    private int cooldown;

    /// A training's rate before its first step.
    ///
    /// @param first the optimizer's learning rate
    /// @param steps how many there will be if all epochs are run
    public LearningRate(double first, Schedule schedule, long steps) {
        this.first = first;
        this.schedule = schedule;
        this.steps = steps;
        plateau = schedule.plateau().orElse(null);
    }

    /// The rate of a step. Nothing is allocated.
    ///
    /// @param step how many steps have been taken
    /// @param epoch how many epochs have been gone through, in parts too
    public double at(long step, double epoch) {
        return first * reduction * schedule.factor(step, steps, epoch);
    }

    /// Takes note of the loss after an epoch.
    public void observe(double loss) {
        if (plateau == null) {
            return;
        }
        if (loss < best * (1 - plateau.improvement())) {
            best = loss;
            withoutImprovement = 0;
        } else {
            withoutImprovement++;
        }
        if (cooldown > 0) {
            cooldown--;
            withoutImprovement = 0;
        }
        if (withoutImprovement > plateau.patience()) {
            reduction = Math.max(reduction * plateau.factor(), plateau.least());
            cooldown = plateau.cooldown();
            withoutImprovement = 0;
        }
    }

    /// What it remembers; `best` is left out before the first loss.
    public JsonObject toJson() {
        JsonObject.Builder object =
                JsonObject.builder()
                        .put("reduction", reduction)
                        .put("withoutImprovement", withoutImprovement)
                        .put("cooldown", cooldown);
        if (Double.isFinite(best)) {
            object.put("best", best);
        }
        return object.build();
    }

    /// Goes on from what [#toJson] has told.
    ///
    /// @throws IllegalArgumentException if a member is missing or not a number
    public void restore(JsonObject memory) {
        reduction = memory.number("reduction");
        withoutImprovement = Math.toIntExact(memory.whole("withoutImprovement"));
        cooldown = Math.toIntExact(memory.whole("cooldown"));
        best = memory.has("best") ? memory.number("best") : Double.POSITIVE_INFINITY;
    }
}
