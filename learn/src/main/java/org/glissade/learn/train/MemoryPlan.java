package org.glissade.learn.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glissade.learn.layer.Summary;

/// What a training takes in memory outside of the Java heap, in bytes, known before it begins: from
/// [Trainer#plan].
///
/// That is everything whose size follows from network, data and batch, data included. What is there
/// for any training is not part of it: the JVM with its heap, its compiled code and its threads.
/// Nothing is given back while a training lasts, so the peak is the sum of all parts, reached when
/// it ends.
///
/// @param network the layers as text
/// @param summary the layers with their shapes and numbers of parameters
/// @param batchSize rows in a step
/// @param parameters weights and running statistics
/// @param optimizerState the optimizer's memory and the counters
/// @param copies the state at the start of an epoch, from which a divergence is traced; the best
///   weights so far, if any are kept; the model at the end
/// @param activations intermediate values of a step and of one on a smaller last batch, gradients
///   included
/// @param workspace scratch memory of these steps' kernels
/// @param batches rows of features and targets for these steps
/// @param measuring predictions on training, validation and test data, and all that these take; the
///   same for initial values that data scale
/// @param data features and targets of training, validation and test; first values that are given
public record MemoryPlan(
        String network,
        Summary summary,
        int batchSize,
        long parameters,
        long optimizerState,
        long copies,
        long activations,
        long workspace,
        long batches,
        long measuring,
        long data) {
    /// Every part by its name in the order above; the sum is the [#peak].
    public Map<String, Long> parts() {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("parameters", parameters);
        parts.put("optimizerState", optimizerState);
        parts.put("copies", copies);
        parts.put("activations", activations);
        parts.put("workspace", workspace);
        parts.put("batches", batches);
        parts.put("measuring", measuring);
        parts.put("data", data);
        return Collections.unmodifiableMap(parts);
    }

    /// The most that is taken at once.
    public long peak() {
        return parts().values().stream().mapToLong(Long::longValue).sum();
    }
}
