package org.glissade.learn.surface;

import java.util.List;

/// The plane through a center that comes closest to the places that training went through: its
/// directions are the first two principal components of their differences from the center (Li and
/// others 2018, section 7).
///
/// @param first of norm 1
/// @param second of norm 1, at right angles to the first
/// @param firstShare of the squared distances from the center that lies along the first, 0 to 1
/// @param secondShare the same of the second
@SuppressWarnings("ArrayRecordComponent")
public record PrincipalPlane(
        double[] first, double[] second, double firstShare, double secondShare) {
    private static final int MOST_SWEEPS = 60;

    /// The plane of a path.
    ///
    /// @param center such as the trained weights
    /// @param path at least two places, not all of them the center
    /// @throws IllegalArgumentException if the places do not span a plane
    public static PrincipalPlane of(double[] center, List<double[]> path) {
        int count = path.size();
        double[][] differences = new double[count][];
        for (int i = 0; i < count; i++) {
            differences[i] = minus(path.get(i), center);
        }
        double[][] products = new double[count][count];
        double total = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = dot(differences[i], differences[j]);
                products[j][i] = products[i][j];
            }
            total += products[i][i];
        }
        double[][] vectors = diagonalise(products);
        int[] largest = twoLargest(products);
        double firstValue = largest[0] < 0 ? 0 : products[largest[0]][largest[0]];
        double secondValue = largest[1] < 0 ? 0 : products[largest[1]][largest[1]];
        if (!(secondValue > 1e-12 * firstValue) || !(firstValue > 0)) {
            throw new IllegalArgumentException(
                    "the path does not span a plane: it has " + count + " places on a line");
        }
        return new PrincipalPlane(
                combined(differences, vectors, largest[0], center.length),
                combined(differences, vectors, largest[1], center.length),
                firstValue / total,
                secondValue / total);
    }

    /// A place's coordinates on the plane: of the point of the plane that is nearest to it.
    public double[] coordinates(double[] center, double[] place) {
        double[] difference = minus(place, center);
        return new double[] {dot(difference, first), dot(difference, second)};
    }

    private static double[] combined(
            double[][] differences, double[][] vectors, int which, int size) {
        double[] sum = new double[size];
        for (int i = 0; i < differences.length; i++) {
            double factor = vectors[i][which];
            for (int k = 0; k < size; k++) {
                sum[k] += factor * differences[i][k];
            }
        }
        double norm = Math.sqrt(dot(sum, sum));
        // Of the two signs the one that has the start of the path on its positive side.
        double sign = dot(sum, differences[0]) < 0 ? -1 : 1;
        for (int k = 0; k < size; k++) {
            sum[k] *= sign / norm;
        }
        return sum;
    }

    private static int[] twoLargest(double[][] diagonal) {
        int first = -1;
        int second = -1;
        for (int i = 0; i < diagonal.length; i++) {
            if (first < 0 || diagonal[i][i] > diagonal[first][first]) {
                second = first;
                first = i;
            } else if (second < 0 || diagonal[i][i] > diagonal[second][second]) {
                second = i;
            }
        }
        return new int[] {first, second};
    }

    /// Turns a symmetric matrix into one of its eigenvalues by rotations (Jacobi 1846).
    ///
    /// @return the eigenvectors as columns
    private static double[][] diagonalise(double[][] matrix) {
        int size = matrix.length;
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double beside = 0;
            double along = 0;
            for (int i = 0; i < size; i++) {
                along += matrix[i][i] * matrix[i][i];
                for (int j = 0; j < i; j++) {
                    beside += matrix[i][j] * matrix[i][j];
                }
            }
            if (beside <= 1e-30 * along) {
                break;
            }
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(matrix, vectors, p, q);
                }
            }
        }
        return vectors;
    }

    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        for (int k = 0; k < matrix.length; k++) {
            double a = matrix[k][p];
            double b = matrix[k][q];
            matrix[k][p] = c * a - s * b;
            matrix[k][q] = s * a + c * b;
        }
        for (int k = 0; k < matrix.length; k++) {
            double a = matrix[p][k];
            double b = matrix[q][k];
            matrix[p][k] = c * a - s * b;
            matrix[q][k] = s * a + c * b;
            a = vectors[k][p];
            b = vectors[k][q];
            vectors[k][p] = c * a - s * b;
            vectors[k][q] = s * a + c * b;
        }
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
