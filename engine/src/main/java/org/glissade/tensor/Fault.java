package org.glissade.tensor;

/// A fault of Glissade itself, never of its user; names the pass and the node.
public final class Fault extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /// A fault in the named pass.
    public Fault(String pass, String what) {
        super(
                "fault of Glissade in "
                        + pass
                        + ": "
                        + what
                        + " (please report it together with the graph's text)");
    }
}
