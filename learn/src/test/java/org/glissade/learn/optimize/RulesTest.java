package org.glissade.learn.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules that PyTorch's C++ interface lacks, for 60 steps against the papers' formulas with 50
/// digits. The papers and equations are named at each rule.
class RulesTest {
    private static final int STEPS = 60;

    /// One parameter's memory, zeros or what is asked for at first.
    static final class Memory {
        private final Map<String, Exact> values = new HashMap<>();

        Exact get(String name, Exact first) {
            return values.getOrDefault(name, first);
        }

        Exact get(String name) {
            return get(name, Exact.of(0));
        }

        Exact set(String name, Exact value) {
            values.put(name, value);
            return value;
        }

        Exact average(String name, double beta, Exact value) {
            return set(name, get(name).times(beta).plus(value.times(Exact.of(beta).rest())));
        }
    }

    /// The plain form of a rule.
    ///
    /// `columns` is that of a matrix, 0 for a vector
    @FunctionalInterface
    interface Rule {
        Exact step(Exact w, Exact g, int t, Memory memory, int columns);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(new Adadelta(1), adadelta(1, 0.9, 1e-6, 0)),
                Arguments.of(new Adadelta(0.5, 0.75, 1e-3, 0.5), adadelta(0.5, 0.75, 1e-3, 0.5)),
                Arguments.of(new Adamax(0.02), adamax(0.02, 0.9, 0.999, 1e-8, 0)),
                Arguments.of(
                        new Adamax(0.05, 0.5, 0.75, 0.125, 0.25),
                        adamax(0.05, 0.5, 0.75, 0.125, 0.25)),
                Arguments.of(new NAdam(0.02), nadam(0.02, 0.9, 0.999, 1e-8, 0, 0.004)),
                Arguments.of(
                        new NAdam(0.02, 0.75, 0.9, 1e-3, 0.25, 0.02),
                        nadam(0.02, 0.75, 0.9, 1e-3, 0.25, 0.02)),
                Arguments.of(new RAdam(0.02), radam(0.02, 0.9, 0.999, 1e-8, 0)),
                Arguments.of(
                        new RAdam(0.02, 0.75, 0.9, 1e-3, 0.25), radam(0.02, 0.75, 0.9, 1e-3, 0.25)),
                // Chen and others 2023, algorithm 2.
                Arguments.of(
                        new Lion(0.01, 0.9, 0.99, 0.25),
                        (Rule)
                                (w, g, t, memory, columns) -> {
                                    Exact c =
                                            memory.get("m")
                                                    .times(0.9)
                                                    .plus(g.times(Exact.of(0.9).rest()));
                                    memory.average("m", 0.99, g);
                                    return w.minus(c.sign().plus(w.times(0.25)).times(0.01));
                                }),
                Arguments.of(new Lamb(0.02), lamb(0.02, 0.9, 0.999, 1e-6, 0.01)),
                Arguments.of(
                        new Lamb(0.003, 0.5, 0.75, 0.125, 0), lamb(0.003, 0.5, 0.75, 0.125, 0)),
                Arguments.of(new Adafactor(0.5), adafactor(0.5, 0.8, 1e-30, 1e-3, 1)),
                Arguments.of(
                        new Adafactor(0.05, 0.5, 0.125, 4, 0.25),
                        adafactor(0.05, 0.5, 0.125, 4, 0.25)),
                Arguments.of(
                        new Muon(0.02, 0.95, true, 0.125, new Sgd(0.01)),
                        muon(0.02, 0.95, true, 0.125)),
                Arguments.of(
                        new Muon(0.02, 0.5, false, 0, new Sgd(0.01)), muon(0.02, 0.5, false, 0)),
                // Riedmiller, Braun 1993, figure 2; Igel, Hüsken 2000, table 3.
                Arguments.of(new Rprop(0.01), rprop(0.01, 0.5, 1.2, 1e-6, 50)),
                Arguments.of(
                        new Rprop(0.11, 0.27, 1.53, 0.013, 0.19),
                        rprop(0.11, 0.27, 1.53, 0.013, 0.19)),
                Arguments.of(
                        new ScheduleFreeAdamW(0.05), scheduleFree(0.05, 0.9, 0.999, 1e-8, 0, 0)),
                Arguments.of(
                        new ScheduleFreeAdamW(0.05, 0.75, 0.9, 1e-3, 0.25, 20),
                        scheduleFree(0.05, 0.75, 0.9, 1e-3, 0.25, 20)));
    }

    /// Zeiler 2012, algorithm 1.
    private static Rule adadelta(double rate, double rho, double epsilon, double decay) {
        return (w, g0, t, memory, columns) -> {
            Exact g = g0.plus(w.times(decay));
            Exact v = memory.average("v", rho, g.square());
            Exact d = memory.get("u").plus(epsilon).sqrt().over(v.plus(epsilon).sqrt()).times(g);
            memory.average("u", rho, d.square());
            return w.minus(d.times(rate));
        };
    }

    /// Kingma, Ba 2015, algorithm 2.
    private static Rule adamax(
            double rate, double beta1, double beta2, double epsilon, double decay) {
        return (w, g0, t, memory, columns) -> {
            Exact g = g0.plus(w.times(decay));
            Exact m = memory.average("m", beta1, g);
            Exact u = memory.set("u", memory.get("u").times(beta2).max(g.abs().plus(epsilon)));
            return w.minus(m.over(u).times(rate).over(Exact.of(beta1).power(t).rest()));
        };
    }

    /// Dozat 2016, algorithm 2.
    private static Rule nadam(
            double rate,
            double beta1,
            double beta2,
            double epsilon,
            double decay,
            double momentumDecay) {
        Exact log = new Exact(new java.math.BigDecimal("0.96")).log();
        return (w, g0, t, memory, columns) -> {
            Exact g = g0.plus(w.times(decay));
            Exact now = log.times(momentumDecay).times(t).exp().times(0.5).rest().times(beta1);
            Exact next = log.times(momentumDecay).times(t + 1).exp().times(0.5).rest().times(beta1);
            Exact product = memory.set("p", memory.get("p", Exact.of(1)).times(now));
            Exact m = memory.average("m", beta1, g);
            Exact v = memory.average("v", beta2, g.square());
            Exact ahead =
                    next.times(m)
                            .over(product.times(next).rest())
                            .plus(now.rest().times(g).over(product.rest()));
            Exact root = v.over(Exact.of(beta2).power(t).rest()).sqrt().plus(epsilon);
            return w.minus(ahead.over(root).times(rate));
        };
    }

    /// Liu and others 2020, algorithm 2, with the threshold of its authors' code.
    private static Rule radam(
            double rate, double beta1, double beta2, double epsilon, double decay) {
        Exact limit = Exact.of(2).over(Exact.of(beta2).rest()).minus(Exact.of(1));
        return (w, g0, t, memory, columns) -> {
            Exact g = g0.plus(w.times(decay));
            Exact m = memory.average("m", beta1, g).over(Exact.of(beta1).power(t).rest());
            Exact v = memory.average("v", beta2, g.square());
            Exact power = Exact.of(beta2).power(t);
            Exact length = limit.minus(power.times(2 * t).over(power.rest()));
            if (length.number() <= 5) {
                return w.minus(m.times(rate));
            }
            Exact r =
                    length.plus(-4)
                            .times(length.plus(-2))
                            .times(limit)
                            .over(limit.plus(-4).times(limit.plus(-2)).times(length))
                            .sqrt();
            Exact l = power.rest().sqrt().over(v.sqrt().plus(epsilon));
            return w.minus(m.times(r).times(l).times(rate));
        };
    }

    /// You and others 2020, algorithm 2.
    private static Rule lamb(
            double rate, double beta1, double beta2, double epsilon, double decay) {
        return (w, g, t, memory, columns) -> {
            Exact m = memory.average("m", beta1, g).over(Exact.of(beta1).power(t).rest());
            Exact v = memory.average("v", beta2, g.square()).over(Exact.of(beta2).power(t).rest());
            Exact r = m.over(v.sqrt().plus(epsilon)).plus(w.times(decay));
            return w.minus(r.times(rate).times(w.norm()).over(r.norm()));
        };
    }

    /// Shazeer, Stern 2018, algorithms 4 (matrices) and 5 (vectors).
    private static Rule adafactor(
            double cap, double decay, double epsilon1, double epsilon2, double clip) {
        return (w, g, t, memory, columns) -> {
            Exact beta = Exact.of(t).log().times(-decay).exp().rest();
            Exact rho = Exact.of(cap).min(Exact.of(1).over(Exact.of(t).sqrt()));
            Exact alpha = w.square().mean().sqrt().max(epsilon2).times(rho);
            Exact s = g.square().plus(epsilon1);
            Exact v;
            if (columns == 0) {
                v = memory.set("v", memory.get("v").times(beta).plus(s.times(beta.rest())));
            } else {
                int rows = s.values().length / columns;
                Exact row = s.matrixTimes(columns, ones(columns), 1);
                Exact column = ones(rows).matrixTimes(rows, s, columns);
                row = memory.set("r", memory.get("r").times(beta).plus(row.times(beta.rest())));
                column =
                        memory.set(
                                "c", memory.get("c").times(beta).plus(column.times(beta.rest())));
                v = row.matrixTimes(1, column, columns).over(row.sum());
            }
            Exact u = g.over(v.sqrt());
            Exact step = u.over(u.square().mean().sqrt().over(Exact.of(clip)).max(1));
            return w.minus(alpha.times(step));
        };
    }

    private static Exact ones(int size) {
        double[] ones = new double[size];
        java.util.Arrays.fill(ones, 1);
        return Exact.of(ones);
    }

    /// Jordan and others 2024, *Muon*, with Newton's and Schulz' iteration as printed there;
    /// vectors by plain descent.
    private static Rule muon(double rate, double momentum, boolean nesterov, double decay) {
        return (w, g, t, memory, columns) -> {
            if (columns == 0) {
                return w.minus(g.times(0.01));
            }
            Exact v = memory.average("v", momentum, g);
            Exact u = nesterov ? g.times(Exact.of(momentum).rest()).plus(v.times(momentum)) : v;
            Exact x = u.over(u.norm().plus(1e-7)).transposed(columns);
            int long0 = x.values().length / columns;
            for (int i = 0; i < 5; i++) {
                Exact a = x.matrixTimes(long0, x.transposed(long0), columns);
                Exact b = a.times(-4.7750).plus(a.matrixTimes(columns, a, columns).times(2.0315));
                x = x.times(3.4445).plus(b.matrixTimes(columns, x, long0));
            }
            return w.minus(w.times(rate).times(decay)).minus(x.transposed(long0).times(rate));
        };
    }

    private static Rule rprop(
            double first, double slower, double faster, double least, double greatest) {
        return (w, g, t, memory, columns) -> {
            Exact agreement = memory.get("g").times(g).sign();
            Exact grow = agreement.max(0);
            Exact shrink = agreement.times(-1).max(0);
            Exact factor =
                    Exact.of(1)
                            .plus(grow.times(Exact.of(faster).plus(-1)))
                            .plus(shrink.times(Exact.of(slower).plus(-1)));
            Exact size =
                    memory.set(
                            "s",
                            memory.get("s", Exact.of(first))
                                    .times(factor)
                                    .max(least)
                                    .min(greatest));
            Exact kept = memory.set("g", g.times(shrink.rest()));
            return w.minus(kept.sign().times(size));
        };
    }

    /// Defazio and others 2024, algorithm 1; the weights are y, and x is kept as memory.
    private static Rule scheduleFree(
            double rate, double beta1, double beta2, double epsilon, double decay, int warmup) {
        return (y, g, t, memory, columns) -> {
            Exact gamma = Exact.of(rate).times(Exact.of(beta2).power(t).rest().sqrt());
            if (t < warmup) {
                gamma = gamma.times(Exact.of(t)).over(Exact.of(warmup));
            }
            Exact v = memory.average("v", beta2, g.square());
            Exact step = g.over(v.sqrt().plus(epsilon)).plus(y.times(decay));
            Exact z = memory.set("z", memory.get("z", y).minus(step.times(gamma)));
            Exact sum = memory.set("sum", memory.get("sum").plus(gamma.square()));
            Exact c = gamma.square().over(sum);
            Exact x = memory.set("x", memory.get("x", y).times(c.rest()).plus(z.times(c)));
            return z.times(Exact.of(beta1).rest()).plus(x.times(beta1));
        };
    }

    @ParameterizedTest
    @MethodSource("rules")
    void sixtyStepsAreThoseOfThePaper(Optimizer optimizer, Rule rule) {
        Bowl bowl = Bowl.of(optimizer);
        Map<String, Exact> weights = new HashMap<>();
        Map<String, Memory> memories = new HashMap<>();
        for (String path : Bowl.PATHS) {
            weights.put(path, Exact.of(Bowl.get(Bowl.START, path)));
            memories.put(path, new Memory());
        }
        for (int t = 1; t <= STEPS; t++) {
            bowl.step();
            for (String path : Bowl.PATHS) {
                int columns = Bowl.get(Bowl.SHAPES, path).rank() == 2 ? 2 : 0;
                Memory memory = Bowl.get(memories, path);
                Exact next =
                        rule.step(
                                Bowl.get(weights, path),
                                Bowl.gradient(path, Bowl.get(weights, path)),
                                t,
                                memory,
                                columns);
                weights.put(path, next);
                assertThat(bowl.values(path))
                        .as("%s in step %d", path, t)
                        .usingComparatorWithPrecision(1e-11)
                        .containsExactly(next.numbers());
                if (optimizer instanceof ScheduleFreeAdamW) {
                    assertThat(bowl.evaluated(path))
                            .as("average of %s in step %d", path, t)
                            .usingComparatorWithPrecision(1e-11)
                            .containsExactly(memory.get("x").numbers());
                }
            }
        }
        assertThat(bowl.values("vector")).as("has moved").isNotEqualTo(Bowl.START.get("vector"));
    }
}
