package org.glissade.learn.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.model.Model;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.tensor.Shape;

/// Backpropagation for one example, with every number on the way: from the input through weighted
/// sums s and activities f to the error E, and back from the error to deltas δ = ∂E/∂s and the
/// derivative of every weight, all in F64. It is read off the graph, so it works for any layer;
/// dropout and other randomness rest, as in predictions.
///
/// One example is a batch of one: the error is the model's loss for it alone. Not for several
/// threads at once.
public final class Explanation {
    private final Model model;
    private final Dataset example;
    private final int row;
    private final Pass pass;
    private final List<Stage> stages;
    private final List<Parameter> parameters;
    private final Names names;
    private final Map<List<Integer>, Jacobian> jacobians = new HashMap<>();
    private final Map<List<Integer>, Routes> routes = new HashMap<>();

    /// A parameter with its values and derivatives.
    ///
    /// @param path as in the model
    /// @param symbol what formulas call it: `w1`, `b1`
    /// @param values as the model has them
    /// @param derivatives of the error towards each
    public record Parameter(String path, String symbol, Array values, Array derivatives) {
        /// The shape of both.
        public Shape shape() {
            return values.shape();
        }
    }

    private Explanation(Model model, Dataset data, int row, Device device) {
        if (row < 0 || row >= data.rows()) {
            throw new IllegalArgumentException(
                    "there is no row "
                            + row
                            + ": the data have "
                            + data.rows()
                            + " rows, counted from 0");
        }
        if (!data.task().equals(model.task())) {
            throw new IllegalArgumentException(
                    "the data are for " + data.task() + ", but the model for " + model.task());
        }
        this.model = model;
        this.row = row;
        example = data.select(row);
        pass = new Pass(model, example, device);
        stages = pass.spots().stream().map(this::stage).toList();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        pass.parameters().forEach(path -> shapes.put(path, pass.input(path).shape()));
        names = new Names(stages, shapes, model.objective().loss().toString());
        parameters =
                pass.parameters().stream()
                        .map(path ->
                                new Parameter(
                                        path,
                                        names.symbol(path),
                                        pass.input(path),
                                        pass.derivative(path)))
                        .toList();
    }

    /// What a model does with one example.
    ///
    /// @param row which of the data, from 0
    /// @throws IllegalArgumentException if there is no such row, or the data are for another task
    public static Explanation of(Model model, Dataset data, int row) {
        return of(model, data, row, Device.best());
    }

    /// As the other, computed on a device.
    public static Explanation of(Model model, Dataset data, int row, Device device) {
        return new Explanation(model, data, row, device);
    }

    private Stage stage(Spot spot) {
        Shape shape = spot.node().shape();
        return new Stage(
                spot.index(),
                spot.symbol(),
                spot.role(),
                spot.number(),
                spot.layer(),
                spot.function(),
                spot.isElementwise(),
                shape.rank() > 0 && shape.dim(0) == 1 ? shape.slice(1, shape.rank()) : shape,
                spot.parents(),
                pass.spots().stream()
                        .filter(other -> other.parents().contains(spot.index()))
                        .map(Spot::index)
                        .toList(),
                spot.parameters(),
                spot.product(),
                pass.value(spot),
                pass.derivative(spot),
                spot.isElementwise() ? Optional.of(pass.slopes(spot)) : Optional.empty());
    }

    /// The model.
    public Model model() {
        return model;
    }

    /// Which row of the data it is, from 0.
    public int row() {
        return row;
    }

    /// How wrong the output is: the model's loss for this example.
    public double error() {
        return pass.error();
    }

    /// What the model predicts: the probability of each class, or numbers in the targets' unit.
    public double[] prediction() {
        return pass.prediction().toDoubles();
    }

    /// What is right: 1 for the class and 0 for the others, or numbers in the targets' unit.
    public double[] target() {
        return switch (model.task()) {
            case Task.Classification(List<String> classes) -> {
                double[] shares = new double[classes.size()];
                shares[Math.toIntExact(example.targets().getLong(0))] = 1;
                yield shares;
            }
            case Task.Regression _ -> example.targets().toDoubles();
        };
    }

    /// The names of classes or targets, in the order of the prediction.
    public List<String> outputNames() {
        return switch (model.task()) {
            case Task.Classification(List<String> classes) -> classes;
            case Task.Regression(List<String> targets) -> targets;
        };
    }

    /// The names of the features, or nothing where they have none.
    public List<String> inputNames() {
        return example.featureNames();
    }

    /// All stages in the order in which the example passes them: the input first, the error last.
    public List<Stage> stages() {
        return stages;
    }

    /// The stage that the error is computed from: the network's output.
    public Stage output() {
        return stages.get(stages.getLast().parents().getLast());
    }

    /// All parameters that are trained, in the network's order.
    public List<Parameter> parameters() {
        return parameters;
    }

    /// A parameter.
    ///
    /// @throws IllegalArgumentException if there is none of this path
    public Parameter parameter(String path) {
        return parameters.stream()
                .filter(parameter -> parameter.path().equals(path))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no parameter \""
                                        + path
                                        + "\"; there are "
                                        + String.join(", ", pass.parameters())));
    }

    /// The name of one number of a parameter: `w1[2,3]`.
    public String symbol(String path, int position) {
        return names.symbol(path, position);
    }

    /// A weight that is worth taking apart: the steepest one of the first parameter that is no
    /// vector and has any slope, since the ways from there are the longest.
    public WeightIndex steepest() {
        List<Parameter> matrices =
                parameters.stream().filter(parameter -> parameter.shape().rank() > 1).toList();
        for (Parameter parameter : matrices.isEmpty() ? parameters : matrices) {
            double[] derivatives = parameter.derivatives().toDoubles();
            int best = 0;
            for (int i = 1; i < derivatives.length; i++) {
                best = Math.abs(derivatives[i]) > Math.abs(derivatives[best]) ? i : best;
            }
            if (derivatives[best] != 0) {
                return WeightIndex.of(parameter.path(), parameter.shape(), best);
            }
        }
        if (parameters.isEmpty()) {
            throw new IllegalStateException("the network has no parameters");
        }
        Parameter first = parameters.getFirst();
        return WeightIndex.of(first.path(), first.shape(), 0);
    }

    /// The derivative of the error towards one weight as a chain of factors.
    ///
    /// @param most how many of the strongest paths are listed
    /// @throws IllegalArgumentException if there is no such weight
    public Chain chain(WeightIndex weight, int most) {
        checkMost(most);
        Parameter parameter = parameter(weight.path());
        int position = weight.position(parameter.shape());
        String symbol = names.symbol(weight.path(), position);
        List<Path> paths = new ArrayList<>();
        double sum = 0;
        double count = 0;
        for (Entry entry : entries(weight.path(), position)) {
            Routes on = routes(entry.stage(), most);
            if (entry.own().value() != 0) {
                sum += entry.own().value() * on.sum(entry.stage(), entry.element());
                count += on.count(entry.stage(), entry.element());
                on.strongest(entry.stage(), entry.element())
                        .forEach(rest -> paths.add(path(rest, symbol, entry.own())));
            }
        }
        List<Path> strongest = strongest(paths, most);
        double listed = strongest.stream().mapToDouble(Path::product).sum();
        return new Chain(
                weight,
                symbol,
                parameter.values().getFlat(position),
                parameter.derivatives().getFlat(position),
                parts(weight.path(), position),
                strongest,
                count,
                sum,
                count > strongest.size() ? sum - listed : 0,
                pass.tried(weight.path(), position));
    }

    /// An element of a stage that a number of a parameter acts on first.
    private record Entry(int stage, int element, Factor own) {}

    private List<Entry> entries(String path, int position) {
        List<Entry> entries = new ArrayList<>();
        for (Spot spot : pass.spots()) {
            if (spot.parameters().contains(path)) {
                double[] column = pass.segment(spot).towards(path, position);
                for (int i = 0; i < column.length; i++) {
                    if (column[i] != 0 || names.isUsed(path, position, spot.index(), i)) {
                        Factor own = names.entry(path, position, spot.index(), i, column[i]);
                        entries.add(new Entry(spot.index(), i, own));
                    }
                }
            }
        }
        return entries;
    }

    /// Where a number of a parameter acts first: the derivative of the error towards it is the sum
    /// over these of own times above.
    ///
    /// @throws IllegalArgumentException if there is no parameter of this path
    public List<Chain.Part> parts(String path, int position) {
        return entries(parameter(path).path(), position).stream()
                .map(entry -> {
                    Stage stage = stages.get(entry.stage());
                    double above = stage.derivatives().getFlat(entry.element());
                    return new Chain.Part(
                            stage.element(entry.element()),
                            entry.own(),
                            names.above(entry.stage(), entry.element(), above));
                })
                .toList();
    }

    /// How an element acts on the stages after it: the derivative of the error towards it is the
    /// sum over these of own times above.
    public List<Chain.Part> steps(Stage stage, int element) {
        List<Chain.Part> steps = new ArrayList<>();
        for (Routes.Link link : links(pass.spots().get(stage.index()))) {
            Stage after = stages.get(link.to());
            link.jacobian()
                    .forEach(
                            element,
                            (row, value) ->
                                    steps.add(
                                            new Chain.Part(
                                                    after.element(row),
                                                    names.step(
                                                            stage.index(),
                                                            element,
                                                            link.to(),
                                                            row,
                                                            value),
                                                    names.above(
                                                            link.to(),
                                                            row,
                                                            after.derivatives().getFlat(row)))));
        }
        return steps;
    }

    /// The strongest paths from the elements of a stage to the error; the product of each is its
    /// share of the derivative towards its first element.
    ///
    /// @param most how many
    public List<Path> strongestPaths(Stage from, int most) {
        checkMost(most);
        Routes on = routes(from.index(), most);
        List<Path> paths = new ArrayList<>();
        for (int element = 0; element < from.size(); element++) {
            on.strongest(from.index(), element).forEach(rest -> paths.add(path(rest)));
        }
        return strongest(paths, most);
    }

    private static void checkMost(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least 1 path is listed, but got " + most);
        }
    }

    private static List<Path> strongest(List<Path> paths, int most) {
        return paths.stream()
                .sorted(Comparator.comparingDouble((Path path) -> -Math.abs(path.product())))
                .limit(most)
                .toList();
    }

    private Path path(Routes.Rest rest, String start, Factor own) {
        Path on = path(rest);
        List<String> elements = new ArrayList<>(List.of(start));
        elements.addAll(on.elements());
        List<Factor> factors = new ArrayList<>(on.factors());
        factors.add(own);
        return new Path(elements, factors, on.product() * own.value());
    }

    private Path path(Routes.Rest first) {
        List<String> elements = new ArrayList<>();
        List<Factor> factors = new ArrayList<>();
        Routes.Rest at = first;
        elements.add(stages.get(at.spot()).element(at.element()));
        for (Routes.Rest next = at.next(); next != null; next = at.next()) {
            elements.add(stages.get(next.spot()).element(next.element()));
            factors.addFirst(
                    names.step(at.spot(), at.element(), next.spot(), next.element(), at.factor()));
            at = next;
        }
        return new Path(elements, factors, first.product());
    }

    private Routes routes(int first, int most) {
        return routes.computeIfAbsent(
                List.of(first, most), _ -> new Routes(pass.spots(), first, most, this::links));
    }

    private List<Routes.Link> links(Spot spot) {
        return stages.get(spot.index()).children().stream()
                .map(child -> new Routes.Link(child, jacobian(child, spot)))
                .toList();
    }

    private Jacobian jacobian(int child, Spot parent) {
        return jacobians.computeIfAbsent(
                List.of(child, parent.index()),
                _ -> pass.segment(pass.spots().get(child)).towards(parent));
    }

    /// The derivatives towards all numbers of a parameter by trying each; takes as many passes as
    /// there are numbers, some seventy times.
    ///
    /// @throws IllegalArgumentException if there is none of this path
    public List<FiniteDifference> finiteDifferences(String path) {
        return pass.tried(parameter(path).path());
    }

    /// Everything but single chains, for programs; see [Chain#toJson].
    public JsonObject toJson() {
        return ExplanationJson.of(this);
    }

    /// The positions of the elements of greatest size in an array, such as derivatives.
    ///
    /// @param most how many at most; all if there are no more
    /// @return in rising order
    public static int[] greatest(Array values, int most) {
        return IntStream.range(0, Math.toIntExact(values.size()))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(values.getFlat(i))))
                .limit(most)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
