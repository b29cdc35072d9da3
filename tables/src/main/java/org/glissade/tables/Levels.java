package org.glissade.tables;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the index of a value in a list of known texts, whether its column was read as text or as
/// numbers.
///
/// The same column may be text in one file and, where the rows with letters are absent, numbers in
/// another; then `1` matches the text `1` as well as `01` or `1.0` if only one of them is known.
final class Levels {
    private final Map<String, Integer> byText = new HashMap<>();
    private final Map<Double, Integer> byNumber = new HashMap<>();

    Levels(List<String> levels) {
        for (String level : levels) {
            int code = byText.size();
            byText.put(level, code);
            double number = Cell.number(level);
            if (!Double.isNaN(number)) {
                byNumber.putIfAbsent(number + 0.0, code);
            }
        }
    }

    /// The index of the row's value; -1 if it is not known or missing.
    int code(Column column, int row) {
        return switch (column) {
            case CategoricalColumn texts -> texts.isMissing(row) ? -1 : code(texts.text(row));
            case NumericColumn numbers -> {
                Integer exact = byText.get(numbers.text(row));
                yield exact != null ? exact : byNumber.getOrDefault(numbers.value(row) + 0.0, -1);
            }
        };
    }

    private int code(String text) {
        Integer exact = byText.get(text);
        if (exact != null) {
            return exact;
        }
        double number = Cell.number(text);
        return Double.isNaN(number) ? -1 : byNumber.getOrDefault(number + 0.0, -1);
    }
}
