package org.glissade.cli.tour;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.layer.Layer;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.Parameters;
import org.glissade.runtime.Array;
import org.glissade.tensor.TensorType;

/// Networks before their first step.
final class Start {
    private Start() {}

    /// The network with the first weights that a training with this seed would give it.
    static Model of(Layer network, Dataset data, Objective objective, long seed) {
        TensorType example = new TensorType(data.features().dtype(), data.example());
        List<Declaration> declared = Model.declarations(network, example, objective);
        return new Model(
                network, example, objective, Parameters.initial(declared, seed), Model.Notes.NONE);
    }

    /// As [#of(Layer, Dataset, Objective, long)] for a network with one output and the usual error.
    static Model of(Layer network, Dataset data, long seed) {
        return of(network, data, Objective.of(data, 1), seed);
    }

    /// The same model with other values at one path.
    static Model with(Model model, String path, double... values) {
        Map<String, Array> arrays = new LinkedHashMap<>();
        for (String each : model.parameters().paths()) {
            Array array = model.parameters().get(each);
            if (each.equals(path)) {
                array.setFlat(0, values);
            }
            arrays.put(each, array);
        }
        return new Model(
                model.network(),
                model.example(),
                model.objective(),
                Parameters.of(arrays),
                model.notes());
    }

    /// The values at a path, row by row.
    static double[] values(Model model, String path) {
        return model.parameters().get(path).toDoubles();
    }
}
