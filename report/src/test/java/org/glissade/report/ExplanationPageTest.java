package org.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Task;
import org.glissade.learn.explain.Chain;
import org.glissade.learn.explain.Explanation;
import org.glissade.learn.explain.WeightIndex;
import org.glissade.learn.layer.Declaration;
import org.glissade.learn.layer.Network;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Objective;
import org.glissade.learn.model.Parameters;
import org.glissade.learn.model.TargetScaling;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

/// The page of an explanation, and its formulas.
class ExplanationPageTest {
    private static final List<String> CLASSES = List.of("<one>", "two", "three");

    private static Explanation explanation(String network) {
        Objective objective =
                new Objective(
                        new Task.Classification(CLASSES), Loss.crossEntropy(), TargetScaling.NONE);
        TensorType type = new TensorType(DType.F32, Shape.of(2));
        Map<String, Array> values = new LinkedHashMap<>();
        for (Declaration declared : Model.declarations(Network.parse(network), type, objective)) {
            Array array = Array.zeros(declared.type());
            for (long i = 0; i < array.size(); i++) {
                array.setFlat(i, Math.sin(3 * i + values.size()));
            }
            values.put(declared.path(), array);
        }
        Model model =
                new Model(
                        Network.parse(network),
                        type,
                        objective,
                        Parameters.of(values),
                        Model.Notes.NONE);
        Dataset data =
                Dataset.classification(Array.of(Shape.of(1, 2), 0.5f, -1), new int[] {1}, CLASSES);
        return Explanation.of(model, data, 0);
    }

    private static String page(String network, int most) {
        Explanation explanation = explanation(network);
        return ExplanationPage.of(
                        explanation,
                        explanation.chain(explanation.steepest(), most),
                        network + ", row 0",
                        most)
                .html();
    }

    @Test
    void everyNumberTellsWhereItComesFrom() {
        String page = page("dense(4) tanh dense(3)", 10);

        assertThat(page)
                .contains("s1[2] = x[0]·w1[0,2] + x[1]·w1[1,2] + b1[2] = ")
                .contains("f1[2] = tanh(s1[2]) = tanh(")
                .contains("δ1[2] = tanh′(s1[2])·∂E/∂f1[2] = ")
                .contains("∂E/∂f1[2] = w2[2,0]·δ2[0] + w2[2,1]·δ2[1] + w2[2,2]·δ2[2] = ")
                .contains("∂E/∂w1[1,2] = x[1]·δ1[2] = ")
                .contains("δ2 = prediction − target")
                .contains("finite difference", "sum of all paths", "&lt;one&gt;")
                .doesNotContain("<one>", "NaN", "http:", "https:", "more, on which");
    }

    @Test
    void largeLayersShowTheirStrongestPaths() {
        Explanation explanation = explanation("dense(30) relu dense(20) sigmoid dense(3)");
        Chain chain =
                IntStream.range(0, 30)
                        .mapToObj(unit -> WeightIndex.parse("0.dense/weight[1," + unit + "]"))
                        .map(weight -> explanation.chain(weight, 5))
                        .filter(one -> one.pathCount() > 5)
                        .findFirst()
                        .orElseThrow();
        String page = ExplanationPage.of(explanation, chain, "row 0", 5).html();

        assertThat(page)
                .contains("… and 25 more", "… and 15 more", "The strongest paths from here")
                .contains("weaker paths, together");
        assertThat(page.length()).isLessThan(200_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dense(4) tanh dense(3)",
                "dense(4) residual(dense(4) elu) prelu dense(3)",
                "maxout(3, 2) dense(6) glu leaky-relu(0.1) dense(3) log-softmax",
                "dense(3)"
            })
    void allFormulasAreWellFormed(String network) throws Exception {
        Matcher math = Pattern.compile("<math>.*?</math>").matcher(page(network, 10));
        int count = 0;
        while (math.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(math.group())));
            count++;
        }
        assertThat(count).isGreaterThan(30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "E | <mi>E</mi>",
                "s1[j] | <msubsup><mi>s</mi><mrow><mtext>j</mtext></mrow><mrow><mn>(1)</mn></mrow></msubsup>",
                "x[2,3] | <msub><mi>x</mi><mrow><mtext>2,3</mtext></mrow></msub>",
                "δ2 | <msup><mi>δ</mi><mrow><mn>(2)</mn></mrow></msup>",
                "∂E/∂f1 | <mfrac><mrow><mo>∂</mo><mi>E</mi></mrow><mrow><mo>∂</mo><msup><mi>f</mi><mrow><mn>(1)</mn></mrow></msup></mrow></mfrac>",
                "tanh′(x) | <msup><mi>tanh</mi><mrow><mo>′</mo></mrow></msup><mo>(</mo><mi>x</mi><mo>)</mo>",
                "Σₖ w[j,k]·0.5 | <munder><mo>Σ</mo><mi>k</mi></munder><msub><mi>w</mi><mrow><mtext>j,k</mtext></mrow></msub><mo>·</mo><mn>0.5</mn>"
            })
    void formulasBecomeMathMl(String formula, String expected) {
        assertThat(MathText.of(formula)).isEqualTo("<math>" + expected + "</math>");
    }
}
