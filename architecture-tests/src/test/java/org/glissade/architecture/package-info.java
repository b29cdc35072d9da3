/// Holds the directions of the design: which module, which room of the engine may know which other.
///
/// `Modules` and `Rooms` are the tables to change when a module or a room is added; `CodingRules`
/// holds what is true everywhere. `RulesCanFailTest` breaks each rule once, so that none of them is
/// true by accident.
@NullMarked
package org.glissade.architecture;

import org.jspecify.annotations.NullMarked;
