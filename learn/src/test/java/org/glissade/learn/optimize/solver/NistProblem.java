package org.glissade.learn.optimize.solver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glissade.runtime.Array;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// A problem of NIST's Statistical Reference Datasets for nonlinear regression, with the certified
/// answer.
///
/// @param starts the two starting points
@SuppressWarnings("ArrayRecordComponent") // never compared
record NistProblem(
        String name,
        List<double[]> starts,
        double[] parameters,
        double[] deviations,
        double sumOfSquares,
        double[] y,
        double[] x,
        BiFunction<Tensor[], Tensor, Tensor> model) {
    private static final double PI = Math.PI;

    private static final Map<String, BiFunction<Tensor[], Tensor, Tensor>> MODELS =
            Map.ofEntries(
                    Map.entry("Misra1a", NistProblem::saturation),
                    Map.entry("BoxBOD", NistProblem::saturation),
                    Map.entry(
                            "Chwirut2",
                            (b, x) ->
                                    b[0].negate()
                                            .times(x)
                                            .exp()
                                            .dividedBy(b[1].plus(b[2].times(x)))),
                    Map.entry("DanWood", (b, x) -> b[0].times(x.power(b[1]))),
                    Map.entry(
                            "ENSO",
                            (b, x) ->
                                    b[0].plus(wave(b[1], b[2], x.times(2 * PI / 12)))
                                            .plus(wave(b[4], b[5], x.times(2 * PI).dividedBy(b[3])))
                                            .plus(
                                                    wave(
                                                            b[7],
                                                            b[8],
                                                            x.times(2 * PI).dividedBy(b[6])))),
                    Map.entry(
                            "Gauss1",
                            (b, x) ->
                                    decay(b[0], b[1], x)
                                            .plus(bell(b[2], b[3], b[4], x))
                                            .plus(bell(b[5], b[6], b[7], x))),
                    Map.entry(
                            "Lanczos3",
                            (b, x) ->
                                    decay(b[0], b[1], x)
                                            .plus(decay(b[2], b[3], x))
                                            .plus(decay(b[4], b[5], x))),
                    Map.entry("Hahn1", (b, x) -> rational(b, 4, x)),
                    Map.entry("Thurber", (b, x) -> rational(b, 4, x)),
                    Map.entry("Kirby2", (b, x) -> rational(b, 3, x)),
                    Map.entry(
                            "MGH17",
                            (b, x) -> b[0].plus(decay(b[1], b[3], x)).plus(decay(b[2], b[4], x))),
                    Map.entry(
                            "Rat43",
                            (b, x) ->
                                    b[0].dividedBy(
                                            b[1].minus(b[2].times(x))
                                                    .exp()
                                                    .plus(1)
                                                    .power(b[3].reciprocal()))),
                    Map.entry(
                            "Roszman1",
                            (b, x) ->
                                    b[0].minus(b[1].times(x))
                                            .minus(
                                                    b[2].dividedBy(x.minus(b[3]))
                                                            .atan()
                                                            .dividedBy(PI))));

    private static Tensor saturation(Tensor[] b, Tensor x) {
        return b[0].times(b[1].negate().times(x).expm1().negate());
    }

    private static Tensor decay(Tensor size, Tensor rate, Tensor x) {
        return size.times(rate.negate().times(x).exp());
    }

    private static Tensor bell(Tensor height, Tensor centre, Tensor width, Tensor x) {
        return height.times(x.minus(centre).dividedBy(width).square().negate().exp());
    }

    private static Tensor wave(Tensor cosine, Tensor sine, Tensor angle) {
        return cosine.times(angle.cos()).plus(sine.times(angle.sin()));
    }

    /// The first `count` parameters make the polynomial above the line, the others that below it,
    /// which begins with 1.
    private static Tensor rational(Tensor[] b, int count, Tensor x) {
        Tensor above = b[count - 1];
        for (int i = count - 2; i >= 0; i--) {
            above = above.times(x).plus(b[i]);
        }
        Tensor below = b[b.length - 1];
        for (int i = b.length - 2; i >= count; i--) {
            below = below.times(x).plus(b[i]);
        }
        return above.dividedBy(below.times(x).plus(1));
    }

    /// All 13 problems from the folder of the tests' data.
    static List<NistProblem> all() {
        Path folder = Path.of(System.getProperty("glissade.data", "../shared/data"), "nist");
        return MODELS.keySet().stream().sorted().map(name -> read(folder, name)).toList();
    }

    private static NistProblem read(Path folder, String name) {
        Path file = folder.resolve(name + ".dat");
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the data of NIST StRD belong in " + folder + "; set -Dglissade.data=FOLDER",
                    failure);
        }
        Pattern parameter = Pattern.compile("\\s*b\\d+\\s*=((?:\\s+[-+.\\dE]+){4})\\s*");
        Pattern sum = Pattern.compile("Residual Sum of Squares:\\s+(\\S+).*");
        List<double[]> table = new ArrayList<>();
        List<double[]> data = new ArrayList<>();
        double squares = Double.NaN;
        boolean inData = false;
        for (String line : lines) {
            Matcher row = parameter.matcher(line);
            Matcher residual = sum.matcher(line);
            if (row.matches()) {
                table.add(numbers(row.group(1)));
            } else if (residual.matches()) {
                squares = Double.parseDouble(residual.group(1));
            } else if (line.matches("Data:\\s+y\\s+x\\s*")) {
                inData = true;
            } else if (inData && !line.isBlank()) {
                data.add(numbers(line));
            }
        }
        return new NistProblem(
                name,
                List.of(column(table, 0), column(table, 1)),
                column(table, 2),
                column(table, 3),
                squares,
                column(data, 0),
                column(data, 1),
                java.util.Objects.requireNonNull(MODELS.get(name)));
    }

    private static double[] numbers(String text) {
        return java.util.Arrays.stream(text.strip().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    /// The residuals from one of the starting points, counted from 0.
    Problem problem(int start) {
        return new Problem(
                Map.of("b", Array.of(Shape.of(parameters.length), starts.get(start))),
                Map.of("x", Array.of(Shape.of(x.length), x), "y", Array.of(Shape.of(y.length), y)),
                in -> {
                    Tensor b = java.util.Objects.requireNonNull(in.get("b"));
                    Tensor[] each = new Tensor[b.dim(0)];
                    for (int i = 0; i < each.length; i++) {
                        each[i] = b.index(0, i);
                    }
                    return model.apply(each, java.util.Objects.requireNonNull(in.get("x")))
                            .minus(java.util.Objects.requireNonNull(in.get("y")));
                });
    }
}
