package org.glissade.learn.loss;

import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;
import org.glissade.tensor.Tensor;

/// −log softmaxⱼ(cos(qᵢ, kⱼ) / τ) at j = i for queries q and keys k, both `[n, features]`: each
/// query is to find its own key among those of the batch (van den Oord, Li, Vinyals 2018, equation
/// 4; with cosines as in Chen and others 2020). The loss of an example depends on the others of its
/// batch.
///
/// @param temperature τ > 0
public record InfoNce(double temperature) implements Loss {
    /// The temperature is checked.
    public InfoNce {
        Setting.positive("the temperature of info-nce", temperature);
    }

    @Override
    public Tensor perExample(Tensor queries, Tensor keys) {
        Operands.checkValues(this, queries, keys);
        if (queries.shape().rank() != 2) {
            throw new Operands(this, queries, keys)
                    .shapes(
                            "takes queries and keys as rows, [n, features]",
                            "put a flatten before the output");
        }
        Tensor cosines = unit(queries).matmul(unit(keys).transpose());
        Tensor own = queries.trace().iota(DType.I32, Shape.of(queries.dim(0)), 0);
        return CrossEntropy.PLAIN.perExample(cosines.dividedBy(temperature), own);
    }

    private static Tensor unit(Tensor rows) {
        return rows.dividedBy(ValueLoss.norm(rows).expandDims(-1));
    }

    /// `info-nce(0.1)`.
    @Override
    public String toString() {
        return "info-nce(" + temperature + ")";
    }
}
