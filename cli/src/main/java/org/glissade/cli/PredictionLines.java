package org.glissade.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.glissade.learn.data.Task;
import org.glissade.runtime.Array;

/// Predictions as CSV (RFC 4180, lines ended by a line feed): a header and a line for each row.
///
/// @param task what is predicted
/// @param predictions `[rows, outputs of the task]`
record PredictionLines(Task task, Array predictions) {
    /// Gives every line with its end to the consumer.
    void forEach(Consumer<String> consumer) {
        consumer.accept(header());
        int outputs = task.outputs();
        for (int row = 0; row < predictions.shape().dim(0); row++) {
            consumer.accept(line((long) row * outputs, outputs));
        }
    }

    /// Writes all lines in UTF-8.
    void writeTo(FileChannel channel) throws IOException {
        Writer writer =
                new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), 1 << 16);
        try {
            forEach(line -> {
                try {
                    writer.write(line);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        // Not closed: that would close the channel before it is forced to the disk.
        writer.flush();
    }

    private String header() {
        StringBuilder text = new StringBuilder();
        switch (task) {
            case Task.Classification(List<String> classes) -> {
                text.append("prediction");
                classes.forEach(name -> text.append(',').append(quoted("probability " + name)));
            }
            case Task.Regression(List<String> targets) ->
                    text.append(
                            String.join(
                                    ",", targets.stream().map(PredictionLines::quoted).toList()));
        }
        return text.append('\n').toString();
    }

    private String line(long first, int outputs) {
        StringBuilder text = new StringBuilder();
        if (task instanceof Task.Classification(List<String> classes)) {
            int best = 0;
            for (int type = 1; type < outputs; type++) {
                if (predictions.getFlat(first + type) > predictions.getFlat(first + best)) {
                    best = type;
                }
            }
            text.append(quoted(classes.get(best)));
        }
        for (int i = 0; i < outputs; i++) {
            text.append(text.isEmpty() ? "" : ",").append((float) predictions.getFlat(first + i));
        }
        return text.append('\n').toString();
    }

    private static String quoted(String field) {
        boolean isPlain =
                field.indexOf(',') < 0
                        && field.indexOf('"') < 0
                        && field.indexOf('\n') < 0
                        && field.indexOf('\r') < 0;
        return isPlain ? field : "\"" + field.replace("\"", "\"\"") + "\"";
    }
}
