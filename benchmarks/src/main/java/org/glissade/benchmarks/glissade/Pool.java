package org.glissade.benchmarks.glissade;

import java.util.ArrayList;
import java.util.List;
import org.glissade.benchmarks.workload.Workload;
import org.glissade.runtime.Array;

/// Fixed batches, taken in turn.
record Pool(List<Array> features, List<Array> targets) {
    static Pool of(Workload workload, Array features, Array targets) {
        int count = workload.batches();
        int rows = workload.batch();
        List<Array> x = new ArrayList<>(count);
        List<Array> y = new ArrayList<>(count);
        for (int batch = 0; batch < count; batch++) {
            x.add(features.rows(batch * rows, (batch + 1) * rows));
            y.add(targets.rows(batch * rows, (batch + 1) * rows));
        }
        return new Pool(x, y);
    }

    int size() {
        return features.size();
    }
}
