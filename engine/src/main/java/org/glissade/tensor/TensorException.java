package org.glissade.tensor;

import java.util.List;
import java.util.stream.Collectors;

/// A mistake in the definition of a computation, told so that it can be mended: the rule that was
/// broken, the operands, the layer, the user's source line, and a hint.
public abstract class TensorException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String hint;

    TensorException(
            String operation, String rule, List<TensorType> operands, Origin origin, String hint) {
        super(message(operation, rule, operands, origin, hint));
        this.rule = rule;
        this.hint = hint;
    }

    /// The rule that was broken, in one sentence.
    public String rule() {
        return rule;
    }

    /// How to mend it.
    public String hint() {
        return hint;
    }

    private static String message(
            String operation, String rule, List<TensorType> operands, Origin origin, String hint) {
        StringBuilder text =
                new StringBuilder(operation.isEmpty() ? rule : operation + ": " + rule);
        if (!operands.isEmpty()) {
            line(
                    text,
                    "operands",
                    operands.stream()
                            .map(TensorType::toString)
                            .collect(Collectors.joining("  and  ")));
        }
        if (!origin.layerPath().isEmpty()) {
            line(text, "layer", origin.layer());
        }
        if (origin.line() != null) {
            line(text, "at", origin.line().toString());
        }
        return line(text, "hint", hint).toString();
    }

    private static StringBuilder line(StringBuilder text, String key, String value) {
        return text.append(System.lineSeparator())
                .append("  ")
                .append("%-9s".formatted(key))
                .append(value);
    }
}
