package org.glissade.cli;

import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.layer.Summary;
import org.glissade.tensor.Shape;

/// The layers of a network with their shapes and numbers of parameters.
final class NetworkTable {
    private NetworkTable() {}

    static String of(Summary summary) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"input", sizes(summary.input(), 0), ""});
        for (Summary.Row row : summary.rows()) {
            long depth = row.path().chars().filter(character -> character == '/').count();
            rows.add(
                    new String[] {
                        "  ".repeat((int) depth)
                                + row.path().substring(row.path().lastIndexOf('/') + 1),
                        sizes(row.output(), 1),
                        row.parameters() == 0 ? "" : Numbers.count(row.parameters())
                    });
        }
        rows.add(new String[] {"total", "", Numbers.count(summary.parameterCount())});
        return TextTable.of(rows, "layer", "#output", "#parameters").indent(12);
    }

    private static String sizes(Shape shape, int from) {
        StringBuilder text = new StringBuilder();
        for (int axis = from; axis < shape.rank(); axis++) {
            text.append(axis == from ? "" : " × ").append(shape.dim(axis));
        }
        return text.toString();
    }
}
