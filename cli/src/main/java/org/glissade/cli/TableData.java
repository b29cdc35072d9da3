package org.glissade.cli;

import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.runtime.Array;
import org.glissade.tables.Preparation;
import org.glissade.tables.Table;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;

/// Tables as data sets. Numbers to predict stay in their unit: the trainer scales them itself, and
/// so every error it reports is in that unit, too.
final class TableData {
    private TableData() {}

    static Dataset of(Preparation preparation, Table table) {
        return switch (preparation.target().task()) {
            case Task.Classification _ -> preparation.dataset(table);
            case Task.Regression task ->
                    new Dataset(
                            preparation.features(table),
                            Array.of(
                                            Shape.of(table.rowCount(), 1),
                                            preparation.target().values(table))
                                    .cast(DType.F32),
                            task,
                            preparation.featureNames());
        };
    }
}
