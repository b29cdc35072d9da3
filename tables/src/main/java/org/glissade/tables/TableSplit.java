package org.glissade.tables;

import org.glissade.learn.data.Split;
import org.glissade.learn.data.SplitRows;
import org.glissade.learn.data.Task;

/// A table divided and prepared: rows are divided first, then the preparation is fitted to the
/// training rows alone, so that nothing is known of the others before they are measured on.
///
/// @param preparation how columns became features
/// @param split features and targets of the rows for training, validation and test
public record TableSplit(Preparation preparation, Split split) {
    /// 64% of the rows for training, 16% for validation, 20% for the test; the last column is the
    /// target.
    ///
    /// @throws PreparationException if the table cannot be learned from
    public static TableSplit of(Table table, long seed) {
        return of(table, Target.last(table), SplitRows.VALIDATION, SplitRows.TEST, seed);
    }

    /// With the given shares of all rows, each class spread evenly.
    ///
    /// @throws PreparationException if the table cannot be learned from
    public static TableSplit of(
            Table table, Target target, double validation, double test, long seed) {
        SplitRows rows =
                switch (target.task()) {
                    case Task.Classification _ ->
                            SplitRows.stratified(target.labels(table), validation, test, seed);
                    case Task.Regression _ ->
                            SplitRows.random(table.rowCount(), validation, test, seed);
                };
        Table train = table.rows(rows.train());
        Preparation preparation = Preparation.fit(train, target);
        return new TableSplit(
                preparation,
                new Split(
                        preparation.dataset(train),
                        preparation.dataset(table.rows(rows.validation())),
                        preparation.dataset(table.rows(rows.test()))));
    }
}
