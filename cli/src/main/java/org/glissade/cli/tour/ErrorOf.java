package org.glissade.cli.tour;

import org.glissade.learn.data.Dataset;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Predictor;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.State;

/// The error of a network on some data as a function of its weights: compiled once, asked often.
final class ErrorOf implements AutoCloseable {
    /// How far a weight is moved to measure a derivative.
    static final double MOVE = 1e-5;

    private final State weights = new State();
    private final Predictor predictor;
    private final Dataset data;

    ErrorOf(Model model, Dataset data) {
        this.data = data;
        model.parameters().copyTo(weights);
        predictor =
                new Predictor(
                        model.network(),
                        model.example(),
                        model.objective(),
                        Device.best(),
                        weights);
    }

    /// The error as things stand.
    double value() {
        return predictor.measure(data).loss();
    }

    /// Sets one weight for good.
    ErrorOf set(String path, int at, double value) {
        weights.get(path).setFlat(at, value);
        return this;
    }

    /// The error if one weight had another value.
    double with(String path, int at, double value) {
        Array weight = weights.get(path);
        double before = weight.getFlat(at);
        weight.setFlat(at, value);
        double error = value();
        weight.setFlat(at, before);
        return error;
    }

    /// The derivative found by trying: the error a bit above the weight's value minus that a bit
    /// below, divided by the distance.
    double slope(String path, int at) {
        double value = weights.get(path).getFlat(at);
        return (with(path, at, value + MOVE) - with(path, at, value - MOVE)) / (2 * MOVE);
    }

    @Override
    public void close() {
        predictor.close();
    }
}
