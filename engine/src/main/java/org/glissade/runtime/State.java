package org.glissade.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Named arrays that live from run to run and are shared by executables: parameters, optimizer
/// state, counters.
///
/// An executable compiled with a state reads its inputs of these names from here, and applies the
/// graph's updates in place. The arrays must stay the same objects once an executable uses them;
/// change their values with [Array#copyFrom].
public final class State {
    private final Map<String, Array> arrays = new LinkedHashMap<>();

    /// Adds an array under a name.
    ///
    /// @throws IllegalArgumentException if the name is taken
    public void put(String name, Array array) {
        if (arrays.putIfAbsent(name, array) != null) {
            throw new IllegalArgumentException(
                    "state \""
                            + name
                            + "\" exists already; change its values with get(name).copyFrom(array)");
        }
    }

    /// The array of a name.
    ///
    /// @throws IllegalArgumentException if there is none
    public Array get(String name) {
        Array array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException(
                    "there is no state \"" + name + "\"; there are " + arrays.keySet());
        }
        return array;
    }

    /// Whether there is an array of this name.
    public boolean has(String name) {
        return arrays.containsKey(name);
    }

    /// The names, in the order in which they were added.
    public Set<String> names() {
        return Collections.unmodifiableSet(arrays.keySet());
    }

    /// The memory of all arrays together, in bytes.
    public long bytes() {
        return arrays.values().stream().mapToLong(a -> a.type().bytes()).sum();
    }

    /// A state of its own with copies of all arrays.
    public State copy() {
        State copy = new State();
        arrays.forEach((name, array) -> copy.put(name, array.copy()));
        return copy;
    }

    /// Overwrites all values with those of a state with the same names and types.
    public void copyFrom(State other) {
        arrays.forEach((name, array) -> array.copyFrom(other.get(name)));
    }
}
