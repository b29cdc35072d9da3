package org.glissade.cli.tour;

import java.util.ArrayList;
import java.util.List;
import org.glissade.cli.tour.Canvas.Span;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.model.Model;
import org.glissade.learn.optimize.Sgd;
import org.glissade.learn.train.Trainer;

/// ReLU neurons that die, and leaky ReLU, whose neurons cannot.
final class DyingRelu implements Lesson {
    private static final String RELU = "relu";
    private static final double LEAK = 0.1;
    private static final String LEAKY = "leaky-relu(" + LEAK + ")";
    private static final int WIDTH = 40;
    private static final int EPOCHS = 20;
    private static final long SEED = 1;
    private static final double[] RATES = {0.1, 1, 5, 20};

    /// A training.
    ///
    /// @param dead for each hidden neuron whether its delta is exactly 0 at every point
    /// @param largest the largest derivative, by size, towards any weight that leads to a dead one
    /// @param right the share of points told right
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Trial(double rate, boolean[] dead, double largest, double right) {
        int deaths() {
            int deaths = 0;
            for (boolean one : dead) {
                deaths += one ? 1 : 0;
            }
            return deaths;
        }
    }

    /// What the lesson has found.
    ///
    /// @param relu a training with ReLU for each rate
    /// @param leaky the same with leaky ReLU
    record Outcome(List<Trial> relu, List<Trial> leaky) {}

    static Outcome outcome() {
        Dataset data = Points.moons();
        List<Trial> relu = new ArrayList<>();
        List<Trial> leaky = new ArrayList<>();
        for (double rate : RATES) {
            relu.add(trial(RELU, rate, data));
            leaky.add(trial(LEAKY, rate, data));
        }
        return new Outcome(relu, leaky);
    }

    private static Trial trial(String activation, double rate, Dataset data) {
        Trainer trainer =
                Trainer.of("dense(%s, he-normal) %s dense(1)".formatted(WIDTH, activation))
                        .seed(SEED)
                        .optimizer(new Sgd(rate))
                        .epochs(EPOCHS);
        Model model = Learning.of(trainer, data).model();
        Inside look = Inside.of(model, data);
        double[] deltas = look.delta("0.dense");
        double[] weights = look.derivative("0.dense/weight");
        boolean[] dead = new boolean[WIDTH];
        double largest = 0;
        for (int neuron = 0; neuron < WIDTH; neuron++) {
            boolean isDead = true;
            for (int at = neuron; at < deltas.length; at += WIDTH) {
                isDead &= deltas[at] == 0;
            }
            dead[neuron] = isDead;
            for (int at = neuron; isDead && at < weights.length; at += WIDTH) {
                largest = Math.max(largest, Math.abs(weights[at]));
            }
        }
        return new Trial(rate, dead, largest, Learning.accuracy(model, data));
    }

    @Override
    public String title() {
        return "dying ReLU, and leaky ReLU";
    }

    @Override
    public void show(Page page) {
        page.text(
                "Most networks of today use a simpler activation, ReLU: f = s if s > 0, else 0. Its slope is 1 wherever s"
                        + " is above 0, so deltas pass undiminished. Below 0 its slope is 0, and nothing passes.");
        page.lines(
                Canvas.beside(
                        shape("ReLU").curve(s -> Math.max(s, 0), '•'),
                        shape("leaky ReLU").curve(s -> s > 0 ? s : LEAK * s, '•')));
        page.text(
                "That can kill a neuron. If one step throws its weights so far that s is below 0 for every example, its"
                        + " slope is 0 for every example, its deltas are 0, its derivatives are 0. No later step moves"
                        + " it. It is dead: it answers 0 for ever. A learning rate that is too large does this.");
        Outcome outcome = outcome();
        page.text(
                "One hidden layer of %s ReLU neurons learns the half moons, %s rounds, at different rates. █ is a neuron alive, · a dead one:"
                        .formatted(WIDTH, EPOCHS));
        page.table(rows(outcome.relu), "rate", "<neurons", "dead", "right");
        Trial worst = worst(outcome.relu);
        page.text(
                "With rate %s, %s of %s neurons died. The largest derivative of any weight that leads into a dead one is %s: exactly nothing,"
                                .formatted(
                                        Figures.brief(worst.rate),
                                        worst.deaths(),
                                        WIDTH,
                                        Figures.brief(worst.largest))
                        + " so more training cannot help.");
        page.text(
                "Leaky ReLU lets a little through: f = s if s > 0, else %s·s. Its slope is %s below 0, so there is always a way back:"
                        .formatted(Figures.brief(LEAK), Figures.brief(LEAK)));
        page.table(rows(outcome.leaky), "rate", "<neurons", "dead", "right");
        page.text(
                "No neuron of it can die. That does not make a rate good that is too large, as the last row shows, and with a good rate"
                        + " both work. Some dead neurons do no harm; if many die early, use a smaller rate or a leaky kind.");
        page.text(
                "To keep: where the slope is 0, no delta passes and nothing learns. ReLU has such a side, leaky ReLU has not.");
    }

    private static Trial worst(List<Trial> trials) {
        Trial worst = trials.getFirst();
        for (Trial trial : trials) {
            worst = trial.deaths() > worst.deaths() ? trial : worst;
        }
        return worst;
    }

    private static Canvas shape(String title) {
        return new Canvas(24, 8, new Span(-3, 3), new Span(-1, 3)).titled(title);
    }

    private static List<List<String>> rows(List<Trial> trials) {
        List<List<String>> rows = new ArrayList<>();
        for (Trial trial : trials) {
            StringBuilder neurons = new StringBuilder();
            for (boolean dead : trial.dead) {
                neurons.append(dead ? '·' : '█');
            }
            rows.add(
                    List.of(
                            Figures.brief(trial.rate),
                            neurons.toString(),
                            trial.deaths() + " of " + WIDTH,
                            Figures.percent(trial.right)));
        }
        return rows;
    }
}
