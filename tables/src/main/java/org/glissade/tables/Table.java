package org.glissade.tables;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Named columns of equal length.
///
/// @param source where the table comes from, for messages: a file name, `sample:iris`
/// @param columns with different names
/// @param notes what a user should know about how the source was read, such as a column of numbers
///   with a few texts in it
public record Table(String source, List<Column> columns, List<String> notes) {
    /// Names and lengths are checked.
    public Table {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table has one column or more");
        }
        Map<String, Column> byName = new LinkedHashMap<>();
        for (Column column : columns) {
            if (byName.put(column.name(), column) != null) {
                throw new IllegalArgumentException("two columns are called " + column.name());
            }
            if (column.size() != columns.getFirst().size()) {
                throw new IllegalArgumentException(
                        column.name()
                                + " has "
                                + column.size()
                                + " rows, "
                                + columns.getFirst().name()
                                + " has "
                                + columns.getFirst().size());
            }
        }
    }

    /// A table of the given columns without notes.
    public static Table of(String source, Column... columns) {
        return new Table(source, List.of(columns), List.of());
    }

    /// The number of rows.
    public int rowCount() {
        return columns.getFirst().size();
    }

    /// The names of the columns.
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /// The column of that name, if there is one.
    public Optional<Column> find(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /// The column of that name.
    ///
    /// @throws PreparationException naming the nearest if there is none
    public Column column(String name) {
        return find(name)
                .orElseThrow(() ->
                        new PreparationException(
                                source,
                                "there is no column \"" + name + "\"",
                                Nearest.to(name, names())
                                                .map(nearest ->
                                                        "did you mean \"" + nearest + "\"? ")
                                                .orElse("")
                                        + "the columns are "
                                        + Nearest.list(names())));
    }

    /// The chosen rows, in the order given.
    public Table rows(int... indices) {
        return new Table(
                source, columns.stream().map(column -> column.rows(indices)).toList(), notes);
    }

    /// The chosen rows, in the order given.
    public Table rows(List<Integer> indices) {
        return rows(indices.stream().mapToInt(Integer::intValue).toArray());
    }

    /// Source, size and columns, one a line.
    @Override
    public String toString() {
        return source
                + ": "
                + rowCount()
                + " rows, "
                + columns.size()
                + " columns\n"
                + columns.stream().map(column -> "  " + column).collect(Collectors.joining("\n"));
    }
}
