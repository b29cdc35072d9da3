package org.glissade.examples;

import java.nio.file.Path;
import org.glissade.learn.model.Model;
import org.glissade.learn.train.TrainResult;
import org.glissade.learn.train.Trainer;
import org.glissade.tables.Samples;
import org.glissade.tables.Table;
import org.glissade.tables.TableSplit;

/// Trains a network on flowers, measures it on flowers that it has not seen, keeps it in a file.
public final class QuickStart {
    private QuickStart() {}

    /// Takes no arguments.
    public static void main(String[] arguments) {
        Table table = Samples.table("iris"); // or CsvReader.read(Path.of("flowers.csv"))
        TableSplit data = TableSplit.of(table, 1);

        TrainResult result =
                Trainer.of("dense(16) relu")
                        .preprocessing(data.preparation().toJson())
                        .fit(data.split());
        System.out.println(result.test().values());

        Path file = Path.of("iris.glissade");
        result.model().save(file);
        Model model = Model.load(file);
        System.out.println(model.predict(data.preparation().features(table)));
    }
}
