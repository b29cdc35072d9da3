package org.glissade.learn.explain;

/// One factor of a chain: how one number changes with the one before it.
///
/// @param of the derivative as a symbol, `∂s2[0]/∂f1[3]`
/// @param is what that is, as a symbol where there is one: `w2[3,0]`, `tanh′(s1[3])`, `x[2]`
/// @param origin where the number comes from, in words
/// @param value the number
public record Factor(String of, String is, String origin, double value) {}
