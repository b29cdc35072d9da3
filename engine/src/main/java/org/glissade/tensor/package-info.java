/// Symbolic tensors: shapes, types, operations, the graph they form, and its gradients.
///
/// This room knows nothing but itself. A [Tensor][org.glissade.tensor.Tensor] is a handle on a
/// [Node][org.glissade.tensor.Node] of a [Trace][org.glissade.tensor.Trace]; it owns no data.
/// Reading order: `Shape`, `DType`, `Op`, `Node`, `Trace`, `Tensor`, `Gradients`, `Graph`.
@NullMarked
package org.glissade.tensor;

import org.jspecify.annotations.NullMarked;
