package org.glissade.learn.optimize.solver;

import java.util.Arrays;

/// The decomposition of a Jacobian with scaled columns over a multiple of the identity, by
/// reflections (Householder 1958): (J·D⁻¹ over √λ·I) = Q·R.
final class QrDecomposition {
    private final int rows;
    private final double[] scale;

    /// By columns; below the diagonal the reflections, above it R.
    private final double[][] columns;

    private final double[] diagonal;

    /// @param jacobian by columns; not changed
    /// @param scale D, 0 where a column is 0
    QrDecomposition(double[][] jacobian, double[] scale, double lambda) {
        int n = jacobian.length;
        this.scale = scale.clone();
        rows = jacobian[0].length;
        int height = lambda == 0 ? rows : rows + n;
        columns = new double[n][];
        diagonal = new double[n];
        double root = Math.sqrt(lambda);
        for (int j = 0; j < n; j++) {
            double[] column = Arrays.copyOf(jacobian[j], height);
            for (int i = 0; i < rows && scale[j] != 0; i++) {
                column[i] /= scale[j];
            }
            if (lambda != 0) {
                column[rows + j] = root;
            }
            columns[j] = column;
        }
        for (int k = 0; k < n; k++) {
            reflect(k);
        }
    }

    private void reflect(int k) {
        double[] v = columns[k];
        double norm = 0;
        for (int i = k; i < v.length; i++) {
            norm = Math.hypot(norm, v[i]);
        }
        diagonal[k] = v[k] > 0 ? -norm : norm;
        if (norm == 0) {
            return;
        }
        // v becomes u with Q = I - u·uᵀ/(uᵀu/2), scaled so that u[k] = uᵀu/2.
        for (int i = k; i < v.length; i++) {
            v[i] /= -diagonal[k];
        }
        v[k] += 1;
        for (int j = k + 1; j < columns.length; j++) {
            apply(k, columns[j]);
        }
    }

    private void apply(int k, double[] x) {
        double[] u = columns[k];
        if (u[k] == 0) {
            return;
        }
        double product = 0;
        for (int i = k; i < u.length; i++) {
            product += u[i] * x[i];
        }
        double share = -product / u[k];
        for (int i = k; i < u.length; i++) {
            x[i] += share * u[i];
        }
    }

    private double[] rotated(double[] residuals) {
        double[] x = Arrays.copyOf(residuals, columns[0].length);
        for (int k = 0; k < columns.length; k++) {
            apply(k, x);
        }
        return x;
    }

    /// By how much the sum of squares would fall if the residuals were linear.
    double foretold(double[] residuals) {
        double[] x = rotated(residuals);
        double sum = 0;
        for (int j = 0; j < columns.length; j++) {
            sum += x[j] * x[j];
        }
        return sum;
    }

    /// The δ that minimises ‖J·δ + r‖² + λ·‖D·δ‖²; 0 along what the rows do not determine.
    double[] step(double[] residuals) {
        double[] x = rotated(residuals);
        double[] step = new double[columns.length];
        for (int j = step.length - 1; j >= 0; j--) {
            double value = -x[j];
            for (int k = j + 1; k < step.length; k++) {
                value -= columns[k][j] * step[k];
            }
            step[j] = diagonal[j] == 0 ? 0 : value / diagonal[j];
        }
        for (int j = 0; j < step.length; j++) {
            step[j] = scale[j] == 0 ? 0 : step[j] / scale[j];
        }
        return step;
    }

    /// The norm of each row of (R·D)⁻¹: the roots of the diagonal of (JᵀJ)⁻¹.
    double[] inverseRows() {
        int n = columns.length;
        double[] squares = new double[n];
        for (int c = 0; c < n; c++) {
            // Column c of R⁻¹.
            double[] x = new double[n];
            for (int j = c; j >= 0; j--) {
                double value = j == c ? 1 : 0;
                for (int k = j + 1; k <= c; k++) {
                    value -= columns[k][j] * x[k];
                }
                x[j] = value / diagonal[j];
                squares[j] += x[j] * x[j];
            }
        }
        double[] norms = new double[n];
        for (int j = 0; j < n; j++) {
            double norm = Math.sqrt(squares[j]) / scale[j];
            norms[j] = Double.isNaN(norm) ? Double.POSITIVE_INFINITY : norm;
        }
        return norms;
    }
}
