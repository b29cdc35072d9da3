package org.glissade.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.glissade.tensor.DType;
import org.glissade.tensor.Dot;
import org.glissade.tensor.Graph;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;
import org.glissade.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rewrite rule as a pair of expressions of `x` f32[2, 3] and `y` f32[3, 4] that must become
/// one graph.
class SimplifyGraphTest {
    private static Arguments rule(
            String name,
            BiFunction<Tensor, Tensor, Tensor> before,
            BiFunction<Tensor, Tensor, Tensor> after) {
        return Arguments.of(name, before, after);
    }

    static java.util.List<Arguments> rules() {
        return java.util.List.of(
                rule("x · 1", (x, y) -> x.times(1), (x, y) -> x),
                rule("1 · x", (x, y) -> x.onesLike().times(x), (x, y) -> x),
                rule("x / 1", (x, y) -> x.dividedBy(1), (x, y) -> x),
                rule("x + 0", (x, y) -> x.plus(0), (x, y) -> x),
                rule("x − 0", (x, y) -> x.minus(0), (x, y) -> x),
                rule("0 − x", (x, y) -> x.zerosLike().minus(x), (x, y) -> x.negate()),
                rule("−−x", (x, y) -> x.negate().negate(), (x, y) -> x),
                rule("x + −z", (x, y) -> x.plus(x.exp().negate()), (x, y) -> x.minus(x.exp())),
                rule("−x + z", (x, y) -> x.negate().plus(x.exp()), (x, y) -> x.exp().minus(x)),
                rule("x − −z", (x, y) -> x.minus(x.exp().negate()), (x, y) -> x.plus(x.exp())),
                rule("stop-gradient", (x, y) -> x.stopGradient().exp(), (x, y) -> x.exp()),
                rule(
                        "reshape of reshape",
                        (x, y) -> x.reshape(6).reshape(3, 2),
                        (x, y) -> x.reshape(3, 2)),
                rule("reshape and back", (x, y) -> x.reshape(6).reshape(2, 3), (x, y) -> x),
                rule("transpose twice", (x, y) -> x.transpose().transpose(), (x, y) -> x),
                rule(
                        "transpose without movement",
                        (x, y) -> x.reshape(2, 1, 3).transpose(1, 0, 2),
                        (x, y) -> x.reshape(1, 2, 3)),
                rule(
                        "broadcast of broadcast",
                        (x, y) ->
                                x.sum(0).broadcastTo(Shape.of(2, 3)).broadcastTo(Shape.of(5, 2, 3)),
                        (x, y) -> x.sum(0).broadcastTo(Shape.of(5, 2, 3))),
                rule("sum of sum", (x, y) -> x.sum(0).sum(0), (x, y) -> x.sum()),
                rule(
                        "sum over an axis of one",
                        (x, y) -> x.reshape(2, 1, 3).sum(1).exp(),
                        (x, y) -> x.exp()),
                rule(
                        "constants",
                        (x, y) ->
                                x.times(x.trace().constant(DType.F32, 2).times(3).sqrt().square()),
                        (x, y) ->
                                x.times(
                                        (float)
                                                ((double) (float) Math.sqrt(6)
                                                        * (float) Math.sqrt(6)))),
                rule(
                        "transpose into dot",
                        (x, y) -> x.transpose().transpose().matmul(y.transpose().transpose()),
                        (x, y) -> x.matmul(y)),
                rule(
                        "dot with a transposed operand",
                        (x, y) -> x.matmul(x.transpose()),
                        (x, y) -> x.dot(x, dot(1, 1))),
                rule(
                        "transpose of dot",
                        (x, y) -> x.matmul(y).transpose(),
                        (x, y) -> y.dot(x, dot(0, 1))),
                rule(
                        "relu's slope is read from its output",
                        (x, y) -> x.relu().plus(x.greaterThan(0).cast(DType.F32)),
                        (x, y) -> x.relu().plus(x.relu().greaterThan(0).cast(DType.F32))));
    }

    private static Dot dot(int left, int right) {
        return new Dot(
                java.util.List.of(),
                java.util.List.of(),
                java.util.List.of(left),
                java.util.List.of(right));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void becomesTheSimplerForm(
            String name,
            BiFunction<Tensor, Tensor, Tensor> before,
            BiFunction<Tensor, Tensor, Tensor> after) {
        assertThat(SimplifyGraph.apply(graph(before)).structure())
                .as(name)
                .isEqualTo(graph(after).structure());
    }

    @Test
    void commonExpressionsBecomeOneNode() {
        Graph graph = graph((x, y) -> x.exp().plus(x.exp()).times(x.exp()));
        assertThat(graph.nodes()).hasSize(4);
    }

    @Test
    void whatARuleMakesComesFromWhereItsOriginalCameFrom() {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F32, Shape.of(2));
        Tensor y = trace.inLayer("head", () -> x.exp().plus(x.negate()));
        Graph simple = SimplifyGraph.apply(Graph.of(Map.of("y", y)));
        assertThat(simple.nodes().getLast().op().text()).isEqualTo("subtract");
        assertThat(simple.nodes().getLast().origin().layerPath()).isEqualTo("head");
    }

    @Test
    void simplifyingASimpleGraphChangesNothing() {
        Function<Graph, Graph> simplify = SimplifyGraph::apply;
        Graph once =
                simplify.apply(
                        graph((x, y) ->
                                x.matmul(y).softmax(-1).log().sum().gradients(x).getFirst()));
        assertThat(simplify.apply(once)).isEqualTo(once);
    }

    private static Graph graph(BiFunction<Tensor, Tensor, Tensor> expression) {
        Trace trace = new Trace();
        Tensor x = trace.input("x", DType.F32, Shape.of(2, 3));
        Tensor y = trace.input("y", DType.F32, Shape.of(3, 4));
        return Graph.of(Map.of("result", expression.apply(x, y)));
    }
}
