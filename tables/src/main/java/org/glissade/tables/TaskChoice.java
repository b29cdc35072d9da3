package org.glissade.tables;

/// Who decides what a target column asks for.
public enum TaskChoice {
    /// The rule of [Target].
    AUTOMATIC,
    /// Classes, also where the target is numeric.
    CLASSIFICATION,
    /// A number; the target must be numeric.
    REGRESSION
}
