package org.glissade.tensor;

/// A line of the user's own source: where an operation was written.
public record SourceLine(String className, String method, String file, int line) {
    /// `Classifier.java:27 (train)`.
    @Override
    public String toString() {
        return file + ":" + line + " (" + method + ")";
    }
}
