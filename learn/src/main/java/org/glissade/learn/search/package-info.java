/// Choosing settings by measurement: cross-validation, and search over settings.
@org.jspecify.annotations.NullMarked
package org.glissade.learn.search;
