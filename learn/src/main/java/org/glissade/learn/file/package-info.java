/// Files: strict JSON, safetensors, writes that are whole or absent, and one exception for
/// malformed input.
///
/// Reading order: `FileFormatException`, `Json`, `JsonValue`, `Safetensors`, `AtomicFile`.
@NullMarked
package org.glissade.learn.file;

import org.jspecify.annotations.NullMarked;
