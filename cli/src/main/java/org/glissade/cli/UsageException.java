package org.glissade.cli;

/// A request that cannot be fulfilled as it was made: a wrong option, a file that is not there. The
/// message says what to do instead; the exit code is 2.
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String problem, String hint) {
        super(problem + System.lineSeparator() + "  hint     " + hint);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The complaint of a library about an argument that the user gave.
    static UsageException of(Throwable cause) {
        return new UsageException(
                cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
}
