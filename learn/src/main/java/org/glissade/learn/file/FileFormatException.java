package org.glissade.learn.file;

import org.jspecify.annotations.Nullable;

/// Input that does not follow its format: which file, where in it, what is wrong, and how to mend
/// it.
///
/// Every reader of Glissade throws this, and nothing else, for malformed content. Trouble with the
/// file itself (missing, not readable) is a [FileAccessException].
public final class FileFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final String position;
    private final String problem;
    private final String hint;

    /// A complaint about one place.
    ///
    /// @param source the file or whatever else was read; empty if not known yet, see [#in]
    /// @param position where in it, such as `line 3, column 5`; empty if it concerns the whole
    /// @param problem what is wrong, in one sentence
    /// @param hint how to mend it
    public FileFormatException(String source, String position, String problem, String hint) {
        this(source, position, problem, hint, null);
    }

    /// A complaint about one place that another exception brought to light.
    public FileFormatException(
            String source,
            String position,
            String problem,
            String hint,
            @Nullable Throwable cause) {
        super(message(source, position, problem, hint), cause);
        this.source = source;
        this.position = position;
        this.problem = problem;
        this.hint = hint;
    }

    /// The file or whatever else was read; empty if not known.
    public String source() {
        return source;
    }

    /// Where in the source, such as `line 3, column 5`; empty if it concerns the whole.
    public String position() {
        return position;
    }

    /// What is wrong, in one sentence.
    public String problem() {
        return problem;
    }

    /// How to mend it.
    public String hint() {
        return hint;
    }

    /// This complaint with the source filled in, if it had none.
    public FileFormatException in(String name) {
        return source.isEmpty()
                ? new FileFormatException(name, position, problem, hint, this)
                : this;
    }

    /// This complaint with its position put inside a larger part: `header` makes `line 1` into
    /// `header, line 1`.
    public FileFormatException inPart(String part) {
        String whole = position.isEmpty() ? part : part + ", " + position;
        return new FileFormatException(source, whole, problem, hint, this);
    }

    private static String message(String source, String position, String problem, String hint) {
        String place =
                source.isEmpty() || position.isEmpty()
                        ? source + position
                        : source + ", " + position;
        return (place.isEmpty() ? problem : place + ": " + problem)
                + System.lineSeparator()
                + "  hint     "
                + hint;
    }
}
