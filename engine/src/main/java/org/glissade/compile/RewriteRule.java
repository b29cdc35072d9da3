package org.glissade.compile;

import java.util.List;
import org.glissade.tensor.Node;
import org.glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One simplification. Its documentation is the rewriting arrow.
interface RewriteRule {
    /// The simpler form of a node, or null where the rule does not apply.
    ///
    /// @param node the node
    /// @param inputs its inputs, already simplified, in the new trace; their operations are what
    ///   the rule looks at
    @Nullable Tensor apply(Node node, List<Tensor> inputs);
}
