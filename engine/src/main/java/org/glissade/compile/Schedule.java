package org.glissade.compile;

import java.util.List;
import java.util.Map;
import org.glissade.tensor.Node;

/// The order of the steps, and the updates that overwrite their input where it lies.
///
/// @param constants steps to run once, in order
/// @param steps steps of every run, in order
/// @param inPlace the input whose memory takes the node's value
record Schedule(List<Step> constants, List<Step> steps, Map<Node, String> inPlace) {}
