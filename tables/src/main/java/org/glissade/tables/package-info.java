/// Tables as data sets: reading CSV and IDX files, and turning columns into features and targets.
///
/// Reading order: `Table`, `CsvReader`, `Target`, `Preparation`, `Samples`, `IdxReader`.
@NullMarked
package org.glissade.tables;

import org.jspecify.annotations.NullMarked;
