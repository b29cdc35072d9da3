package org.glissade.tables;

/// A data set that comes with Glissade.
///
/// @param name what it is called after `sample:`
/// @param description what it is about, in one line
/// @param rows the number of examples
/// @param columns the number of columns without the target
/// @param task what is predicted, in one line
/// @param target the name of the column to be predicted
/// @param source where it comes from
public record Sample(
        String name,
        String description,
        int rows,
        int columns,
        String task,
        String target,
        String source) {}
