/// The ordered passes that turn a graph into a plan: simplify, resolve calls, fuse, schedule, plan
/// memory.
///
/// Start at [Compiler][org.glissade.compile.Compiler]. Each pass is a file; each rewrite rule is a
/// file. This room knows the tensor room and nothing else.
@NullMarked
package org.glissade.compile;

import org.jspecify.annotations.NullMarked;
