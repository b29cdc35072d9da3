package org.glissade.tables;

/// Well-formed data that do not suit what is asked of them: a missing column, a target that cannot
/// be learned.
public final class PreparationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// A complaint about a table.
    ///
    /// @param source the table's source
    /// @param problem what is wrong, in one sentence
    /// @param hint how to mend it
    public PreparationException(String source, String problem, String hint) {
        super(
                (source.isEmpty() ? "" : source + ": ")
                        + problem
                        + System.lineSeparator()
                        + "  hint     "
                        + hint);
    }
}
