package org.glissade.learn.explain;

import java.util.List;
import java.util.Optional;
import org.glissade.tensor.Node;

/// A stage as a node of the graph, before there are numbers; see [Stage].
///
/// @param inside the nodes between the parents and this one that depend on the example or on
///   parameters, this one included
record Spot(
        int index,
        Node node,
        String symbol,
        Role role,
        int number,
        String layer,
        String function,
        boolean isElementwise,
        List<Integer> parents,
        List<String> parameters,
        Optional<Stage.Product> product,
        List<Node> inside) {}
