package org.glissade.learn.layer;

import java.util.ArrayList;
import java.util.List;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Trace;

/// The layers of a network with their output shapes and parameter counts, found by a shape-checked
/// pass alone: no backend, no values.
///
/// @param input the shape of one example
/// @param rows a line for each layer, outer ones before those inside
/// @param output the shape of one example's output
/// @param parameterCount the number of trained values
public record Summary(Shape input, List<Row> rows, Shape output, long parameterCount) {
    /// A layer of the table.
    ///
    /// @param path where it is
    /// @param layer what it is called
    /// @param output its output shape, batch included
    /// @param parameters how many trained values it has itself, without layers inside it
    public record Row(String path, String layer, Shape output, long parameters) {}

    /// Rows are kept unmodifiable.
    public Summary {
        rows = List.copyOf(rows);
    }

    /// The table of a network for examples of the given shape (without the batch axis).
    ///
    /// @throws org.glissade.tensor.TensorException if the layers do not fit together
    public static Summary of(Layer network, Shape example) {
        // Two examples: a batch axis of size 1 would broadcast where it should not.
        Forward forward =
                Forward.inference(
                        network,
                        new Trace().input("features", DType.F32, Shape.of(2).concat(example)));
        Shape output = forward.output().shape();
        long count =
                forward.parameters().stream()
                        .mapToLong(declared -> declared.type().shape().size())
                        .sum();
        return new Summary(
                example,
                forward.rows(),
                output.slice(Math.min(1, output.rank()), output.rank()),
                count);
    }

    /// The table as text of fixed-width columns, with the total below.
    @Override
    public String toString() {
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {"layer", "output", "parameters"});
        lines.add(new String[] {"input", shape(Shape.of(2).concat(input)), ""});
        for (Row row : rows) {
            lines.add(
                    new String[] {
                        "  ".repeat((int) row.path.chars().filter(c -> c == '/').count())
                                + row.path.substring(row.path.lastIndexOf('/') + 1),
                        shape(row.output),
                        row.parameters == 0 ? "" : "%,d".formatted(row.parameters)
                    });
        }
        lines.add(new String[] {"total", "", "%,d".formatted(parameterCount)});
        int[] widths = new int[3];
        lines.forEach(line -> {
            for (int i = 0; i < 3; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (String[] line : lines) {
            text.append(
                    "%%-%ds  %%-%ds  %%%ds%%n"
                            .formatted(widths[0], widths[1], widths[2])
                            .formatted((Object[]) line));
        }
        return text.toString();
    }

    private static String shape(Shape full) {
        if (full.rank() == 0) {
            return "[]";
        }
        String rest = full.slice(1, full.rank()).toString();
        return rest.equals("[]") ? "[n]" : "[n, " + rest.substring(1);
    }
}
