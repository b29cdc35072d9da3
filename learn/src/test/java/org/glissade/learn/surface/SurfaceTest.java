package org.glissade.learn.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.loss.Loss;
import org.glissade.learn.model.Model;
import org.glissade.learn.model.Predictor;
import org.glissade.learn.train.Trainer;
import org.glissade.runtime.Array;
import org.glissade.runtime.Device;
import org.glissade.runtime.State;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurfaceTest {
    private static final long SEED = 20_261_120;

    @Test
    void aSurfaceEqualsTheLossAtTwentyFiveRandomPlaces() {
        Dataset data = classes(300);
        Model model = trained(data, "dense(12) tanh dropout(0.3) residual(dense(12) gelu)", null);
        Random random = new Random(SEED);
        try (LossFunction loss = LossFunction.of(model, data, DType.F64, Device.best())) {
            double[] center = loss.space().vector(model.parameters());
            Surface surface = Surface.around(loss, center, 1, 21, 7);
            double[] first = Direction.random(loss.space(), center, 7, "first");
            double[] second = Direction.random(loss.space(), center, 7, "second");

            for (int i = 0; i < 25; i++) {
                int column = random.nextInt(21);
                int row = random.nextInt(21);
                double[] place = center.clone();
                for (int k = 0; k < place.length; k++) {
                    place[k] += surface.across()[column] * first[k] + surface.up()[row] * second[k];
                }
                double direct = direct(model, data, loss.space(), place);
                assertThat(surface.loss()[row][column])
                        .as("seed %s, row %s, column %s", SEED, row, column)
                        .isCloseTo(direct, within(1e-12 * Math.abs(direct)));
            }
            assertThat(surface.center())
                    .isCloseTo(direct(model, data, loss.space(), center), within(1e-13));
            assertThat(surface.loss()[10][10]).isEqualTo(surface.center());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 600})
    void anyNumberOfRowsAndPlacesIsMeasuredRight(int rows) {
        Dataset data = numbers(rows);
        Model model = trained(data, "dense(5) relu", null);
        try (LossFunction loss = LossFunction.of(model, data, DType.F64, Device.best())) {
            double[] center = loss.space().vector(model.parameters());
            double[] direction = Direction.single(loss.space(), 3);
            double[] steps = {-0.5, -0.1, 0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7};
            double[] losses =
                    loss.onPlane(center, direction, direction, steps, new double[steps.length]);

            for (int i = 0; i < steps.length; i++) {
                double[] place = center.clone();
                place[3] += steps[i];
                assertThat(losses[i])
                        .isCloseTo(direct(model, data, loss.space(), place), within(1e-12));
                assertThat(loss.at(place)).isCloseTo(losses[i], within(1e-12));
            }
        }
    }

    @Test
    void weighedExamplesCountAsInTheLoss() {
        Dataset data = classes(40);
        Model model = trained(data, "dense(4) tanh", Loss.parse("cross-entropy(weights=1:2:3)"));
        try (LossFunction loss = LossFunction.of(model, data, DType.F64, Device.best())) {
            double[] center = loss.space().vector(model.parameters());
            assertThat(loss.at(center))
                    .isCloseTo(direct(model, data, loss.space(), center), within(1e-12));
        }
    }

    @Test
    void aDirectionHasTheNormOfEachUnit() {
        Dataset data = classes(30);
        Model model = trained(data, "dense(6) relu", null);
        WeightSpace space;
        double[] center;
        try (LossFunction loss = LossFunction.of(model, data, DType.F32, Device.best())) {
            space = loss.space();
            center = space.vector(model.parameters());
        }
        double[] direction = Direction.random(space, center, 1, "any");

        Map<String, double[]> weights = space.values(center);
        space.values(direction)
                .forEach((path, values) -> {
                    if (path.endsWith("bias")) {
                        assertThat(values).containsOnly(0);
                    } else {
                        int units = model.parameters().get(path).shape().dim(1);
                        for (int unit = 0; unit < units; unit++) {
                            assertThat(norm(values, unit, units))
                                    .isCloseTo(
                                            norm(
                                                    Objects.requireNonNull(weights.get(path)),
                                                    unit,
                                                    units),
                                            within(1e-9));
                        }
                    }
                });
        assertThat(Direction.random(space, center, 1, "any")).isEqualTo(direction);
        assertThat(Direction.random(space, center, 2, "any")).isNotEqualTo(direction);
    }

    @Test
    void thePlaneOfAPathHoldsAPathThatLiesInAPlane() {
        Random random = new Random(SEED);
        double[] u = random.doubles(50, -1, 1).toArray();
        double[] v = random.doubles(50, -1, 1).toArray();
        double[] center = random.doubles(50, -1, 1).toArray();
        List<double[]> path = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            double a = random.nextDouble() * 5;
            double b = random.nextDouble();
            double[] place = center.clone();
            for (int k = 0; k < 50; k++) {
                place[k] += a * u[k] + b * v[k];
            }
            path.add(place);
        }

        PrincipalPlane plane = PrincipalPlane.of(center, path);

        assertThat(dot(plane.first(), plane.first())).isCloseTo(1, within(1e-9));
        assertThat(dot(plane.second(), plane.second())).isCloseTo(1, within(1e-9));
        assertThat(dot(plane.first(), plane.second())).isCloseTo(0, within(1e-7));
        assertThat(plane.firstShare() + plane.secondShare()).isCloseTo(1, within(1e-9));
        assertThat(plane.firstShare()).isGreaterThan(plane.secondShare());
        for (double[] place : path) {
            double[] at = plane.coordinates(center, place);
            for (int k = 0; k < 50; k++) {
                assertThat(center[k] + at[0] * plane.first()[k] + at[1] * plane.second()[k])
                        .isCloseTo(place[k], within(1e-7));
            }
        }
    }

    @Test
    void aPathOnALineSpansNoPlane() {
        List<double[]> path =
                IntStream.range(1, 5).mapToObj(i -> new double[] {i, 2.0 * i, 0}).toList();

        assertThatThrownBy(() -> PrincipalPlane.of(new double[3], path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("on a line");
    }

    @Test
    void aSliceGoesThroughTheTrainedValue() {
        Dataset data = classes(60);
        Model model = trained(data, "dense(3) tanh", null);
        try (LossFunction loss = LossFunction.of(model, data, DType.F64, Device.best())) {
            double[] center = loss.space().vector(model.parameters());
            List<Slice> slices = Slice.ofLargest(loss, center, 6, 11);

            assertThat(slices).hasSize(2);
            for (Slice slice : slices) {
                double[] weights =
                        model.parameters()
                                .get(slice.weight().substring(0, slice.weight().indexOf('[')))
                                .toDoubles();
                assertThat(Math.abs(slice.trained()))
                        .isEqualTo(Arrays.stream(weights).map(Math::abs).max().orElseThrow());
                assertThat(slice.values()[5]).isCloseTo(slice.trained(), within(1e-12));
                assertThat(slice.loss()[5]).isCloseTo(loss.at(center), within(1e-12));
            }
        }
    }

    @Test
    void valuesAreNamedByTheirPlace() {
        WeightSpace.Part part = new WeightSpace.Part("0.dense/weight", Shape.of(2, 3), 10);

        assertThat(part.name(0)).isEqualTo("0.dense/weight[0,0]");
        assertThat(part.name(5)).isEqualTo("0.dense/weight[1,2]");
    }

    @Test
    void otherDataAreRefused() {
        Dataset data = classes(30);
        Model model = trained(data, "dense(3) tanh", null);

        assertThatThrownBy(() -> LossFunction.of(model, numbers(5), DType.F32, Device.best()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LossFunction.of(model, data.take(0), DType.F32, Device.best()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// The loss by the predictor, which knows nothing of planes.
    private static double direct(Model model, Dataset data, WeightSpace space, double[] place) {
        State state = new State();
        Map<String, double[]> values = space.values(place);
        space.parts()
                .forEach(part ->
                        state.put(
                                part.path(),
                                Array.of(
                                        part.shape(),
                                        Objects.requireNonNull(values.get(part.path())))));
        Dataset wide =
                new Dataset(
                        data.features().cast(DType.F64),
                        data.targets().dtype() == DType.I32
                                ? data.targets()
                                : data.targets().cast(DType.F64),
                        data.task(),
                        List.of());
        try (Predictor predictor =
                new Predictor(
                        model.network(),
                        new TensorType(DType.F64, model.example().shape()),
                        model.objective(),
                        Device.best(),
                        state)) {
            return predictor.measure(wide).loss();
        }
    }

    private static Model trained(
            Dataset data, String network, @org.jspecify.annotations.Nullable Loss loss) {
        Trainer trainer = Trainer.of(network).epochs(3).seed(1);
        return (loss == null ? trainer : trainer.loss(loss)).fit(Split.trainOnly(data)).model();
    }

    private static Dataset classes(int rows) {
        Random random = new Random(SEED);
        float[] features = new float[rows * 4];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row % 3;
            for (int i = 0; i < 4; i++) {
                features[row * 4 + i] =
                        (float) (random.nextGaussian() + (labels[row] == i ? 2 : 0));
            }
        }
        return Dataset.classification(
                Array.of(Shape.of(rows, 4), features), labels, List.of("a", "b", "c"));
    }

    private static Dataset numbers(int rows) {
        Random random = new Random(SEED);
        float[] features = new float[rows * 3];
        float[] targets = new float[rows];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 3; i++) {
                features[row * 3 + i] = (float) random.nextGaussian();
            }
            targets[row] = features[row * 3] * features[row * 3 + 1];
        }
        return Dataset.regression(Array.of(Shape.of(rows, 3), features), targets, "y");
    }

    private static double norm(double[] values, int unit, int units) {
        double squares = 0;
        for (int i = unit; i < values.length; i += units) {
            squares += values[i] * values[i];
        }
        return Math.sqrt(squares);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
