package org.glissade.tables;

/// A named column of a [Table]: numbers or categories; any value may be missing.
public sealed interface Column permits NumericColumn, CategoricalColumn {
    /// The name in the header.
    String name();

    /// The number of rows.
    int size();

    /// Whether the row has no value.
    boolean isMissing(int row);

    /// The value as text; empty if missing.
    String text(int row);

    /// The chosen rows, in the order given.
    Column rows(int[] indices);

    /// The number of rows without a value.
    default int missing() {
        int count = 0;
        for (int row = 0; row < size(); row++) {
            count += isMissing(row) ? 1 : 0;
        }
        return count;
    }
}
