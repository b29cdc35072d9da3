package org.glissade.learn.optimize;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Numbers with 50 digits, element by element; a single one goes with all.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Exact(BigDecimal... values) {
    private static final MathContext DIGITS = new MathContext(50);
    private static final int TERMS = 60;

    static Exact of(double... values) {
        return new Exact(
                Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new));
    }

    private Exact each(UnaryOperator<BigDecimal> function) {
        return new Exact(Arrays.stream(values).map(function).toArray(BigDecimal[]::new));
    }

    private Exact with(Exact other, BinaryOperator<BigDecimal> function) {
        int size = Math.max(values.length, other.values.length);
        return new Exact(
                IntStream.range(0, size)
                        .mapToObj(i -> function.apply(at(i), other.at(i)))
                        .toArray(BigDecimal[]::new));
    }

    private BigDecimal at(int i) {
        return values.length == 1 ? values[0] : values[i];
    }

    Exact plus(Exact other) {
        return with(other, (a, b) -> a.add(b, DIGITS));
    }

    Exact plus(double other) {
        return plus(of(other));
    }

    Exact minus(Exact other) {
        return with(other, (a, b) -> a.subtract(b, DIGITS));
    }

    Exact times(Exact other) {
        return with(other, (a, b) -> a.multiply(b, DIGITS));
    }

    Exact times(double other) {
        return times(of(other));
    }

    Exact over(Exact other) {
        return with(other, (a, b) -> a.divide(b, DIGITS));
    }

    Exact square() {
        return times(this);
    }

    Exact sqrt() {
        return each(a -> a.sqrt(DIGITS));
    }

    Exact abs() {
        return each(BigDecimal::abs);
    }

    Exact sign() {
        return each(a -> BigDecimal.valueOf(a.signum()));
    }

    Exact max(Exact other) {
        return with(other, BigDecimal::max);
    }

    Exact max(double other) {
        return max(of(other));
    }

    Exact min(Exact other) {
        return with(other, BigDecimal::min);
    }

    Exact min(double other) {
        return min(of(other));
    }

    Exact power(int exponent) {
        return each(a -> a.pow(exponent, DIGITS));
    }

    /// eˣ by its series, after halving x until it is small.
    Exact exp() {
        return each(a -> {
            BigDecimal x = a.divide(BigDecimal.valueOf(1024), DIGITS);
            BigDecimal term = BigDecimal.ONE;
            BigDecimal sum = BigDecimal.ONE;
            for (int i = 1; i < TERMS; i++) {
                term = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
                sum = sum.add(term, DIGITS);
            }
            return sum.pow(1024, DIGITS);
        });
    }

    /// The natural logarithm by Newton's method from the one in double precision.
    Exact log() {
        return each(a -> {
            Exact y = of(Math.log(a.doubleValue()));
            for (int i = 0; i < 4; i++) {
                Exact there = y.exp();
                y = y.plus(new Exact(a).minus(there).over(there));
            }
            return y.values[0];
        });
    }

    Exact sum() {
        return new Exact(Arrays.stream(values).reduce(BigDecimal.ZERO, (a, b) -> a.add(b, DIGITS)));
    }

    Exact mean() {
        return sum().over(of(values.length));
    }

    Exact norm() {
        return square().sum().sqrt();
    }

    /// 1 − this.
    Exact rest() {
        return of(1).minus(this);
    }

    double number() {
        return values[0].doubleValue();
    }

    double[] numbers() {
        return Arrays.stream(values).mapToDouble(BigDecimal::doubleValue).toArray();
    }

    /// The rows of a matrix with so many columns times the columns of another one.
    Exact matrixTimes(int columns, Exact other, int otherColumns) {
        int rows = values.length / columns;
        BigDecimal[] product = new BigDecimal[rows * otherColumns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < otherColumns; j++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (int k = 0; k < columns; k++) {
                    sum =
                            sum.add(
                                    values[i * columns + k].multiply(
                                            other.values[k * otherColumns + j], DIGITS),
                                    DIGITS);
                }
                product[i * otherColumns + j] = sum;
            }
        }
        return new Exact(product);
    }

    Exact transposed(int columns) {
        int rows = values.length / columns;
        return new Exact(
                IntStream.range(0, values.length)
                        .mapToObj(i -> values[i % rows * columns + i / rows])
                        .toArray(BigDecimal[]::new));
    }
}
