package org.glissade.learn.explain;

import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.file.JsonArray;
import org.glissade.learn.file.JsonObject;
import org.glissade.learn.file.JsonValue;

/// Explanations for programs.
final class ExplanationJson {
    private ExplanationJson() {}

    static JsonObject of(Explanation explanation) {
        List<JsonValue> stages = new ArrayList<>();
        explanation.stages().forEach(stage -> stages.add(of(explanation, stage)));
        List<JsonValue> parameters = new ArrayList<>();
        explanation.parameters().forEach(parameter -> parameters.add(of(parameter)));
        return JsonObject.builder()
                .put("row", explanation.row())
                .put("loss", explanation.model().objective().loss().toString())
                .put("error", explanation.error())
                .put("inputs", JsonArray.ofTexts(explanation.inputNames()))
                .put("outputs", JsonArray.ofTexts(explanation.outputNames()))
                .put("prediction", JsonArray.ofNumbers(explanation.prediction()))
                .put("target", JsonArray.ofNumbers(explanation.target()))
                .put("stages", new JsonArray(stages))
                .put("parameters", new JsonArray(parameters))
                .build();
    }

    private static JsonObject of(Explanation explanation, Stage stage) {
        JsonObject.Builder object =
                JsonObject.builder()
                        .put("symbol", stage.symbol())
                        .put("role", stage.role().toString())
                        .put("layer", stage.layer())
                        .put("function", stage.function())
                        .put("shape", JsonArray.ofNumbers(stage.shape().dims()))
                        .put(
                                "from",
                                JsonArray.ofTexts(
                                        stage.parents().stream()
                                                .map(parent ->
                                                        explanation.stages().get(parent).symbol())
                                                .toList()))
                        .put("values", JsonArray.ofNumbers(stage.values().toDoubles()))
                        .put("derivatives", JsonArray.ofNumbers(stage.derivatives().toDoubles()));
        stage.slopes()
                .ifPresent(slopes -> object.put("slopes", JsonArray.ofNumbers(slopes.toDoubles())));
        return object.build();
    }

    private static JsonObject of(Explanation.Parameter parameter) {
        return JsonObject.builder()
                .put("path", parameter.path())
                .put("symbol", parameter.symbol())
                .put("shape", JsonArray.ofNumbers(parameter.shape().dims()))
                .put("values", JsonArray.ofNumbers(parameter.values().toDoubles()))
                .put("derivatives", JsonArray.ofNumbers(parameter.derivatives().toDoubles()))
                .build();
    }

    static JsonObject of(Chain chain) {
        List<JsonValue> paths = new ArrayList<>();
        for (Path path : chain.paths()) {
            List<JsonValue> factors = new ArrayList<>();
            path.factors().forEach(factor -> factors.add(of(factor)));
            paths.add(
                    JsonObject.builder()
                            .put("elements", JsonArray.ofTexts(path.elements()))
                            .put("factors", new JsonArray(factors))
                            .put("product", path.product())
                            .build());
        }
        return JsonObject.builder()
                .put("weight", chain.weight().toString())
                .put("symbol", chain.symbol())
                .put("value", chain.value())
                .put("derivative", chain.derivative())
                .put("finiteDifference", chain.finiteDifference().value())
                .put("finiteDifferenceUncertainty", chain.finiteDifference().uncertainty())
                .put("pathCount", chain.pathCount())
                .put("pathSum", chain.pathSum())
                .put("rest", chain.rest())
                .put("paths", new JsonArray(paths))
                .build();
    }

    private static JsonObject of(Factor factor) {
        return JsonObject.builder()
                .put("of", factor.of())
                .put("is", factor.is())
                .put("value", factor.value())
                .put("origin", factor.origin())
                .build();
    }
}
