package org.glissade.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.model.Ensemble;
import org.glissade.learn.model.Model;
import org.glissade.learn.train.RunFolder;
import org.glissade.runtime.Array;
import org.glissade.tables.Idx;
import org.glissade.tables.InputPreparation;
import org.glissade.tables.LabelledImages;
import org.glissade.tables.PixelPreparation;
import org.glissade.tables.Preparation;
import org.glissade.tables.Table;

/// A model, or several that predict together, and the way in which they want data prepared.
///
/// @param path its file, or their folder
/// @param ensemble the networks and what they predict; mostly one
/// @param preparation from raw data to features
record LoadedModel(Path path, Ensemble ensemble, InputPreparation preparation) {
    /// The argument MODEL, for help texts.
    static final String HELP = "A model that glissade train wrote.";

    /// The argument MODEL of commands for which several models will do.
    static final String HELP_FOR_SEVERAL =
            HELP + " Of a folder of such models, as --ensemble leaves it: all together.";

    /// Reads a model, or all in the folder of an ensemble.
    ///
    /// @throws UsageException if there is none
    /// @throws FileFormatException if a file is no whole model of the command
    static LoadedModel openAll(String argument) {
        Path path = Source.path(argument);
        return Files.isDirectory(path) && !Files.exists(path.resolve(RunFolder.MODEL))
                ? open(path)
                : open(argument);
    }

    /// Reads a model.
    ///
    /// @throws UsageException if there is none
    /// @throws FileFormatException if the file is no whole model of the command
    static LoadedModel open(String argument) {
        Path path = Source.path(argument);
        if (Files.isDirectory(path)) {
            throw new UsageException(
                    path + " is a folder, not a model",
                    Files.exists(path.resolve(RunFolder.MODEL))
                            ? "did you mean " + path.resolve(RunFolder.MODEL) + "?"
                            : "name the model's file");
        }
        return open(path);
    }

    private static LoadedModel open(Path path) {
        try {
            Ensemble models =
                    Files.isDirectory(path)
                            ? Ensemble.load(path)
                            : new Ensemble(List.of(Model.load(path)));
            return new LoadedModel(path, models, preparation(models.models().getFirst()));
        } catch (IllegalArgumentException unsuitable) {
            throw new UsageException(
                    path + ": " + unsuitable.getMessage(),
                    "name a model's file, or the folder that --ensemble wrote");
        } catch (FileAccessException unreadable) {
            throw UsageException.of(unreadable);
        } catch (FileFormatException malformed) {
            throw malformed.in(path.toString());
        }
    }

    /// The model, or the first of several.
    Model model() {
        return ensemble.models().getFirst();
    }

    private static InputPreparation preparation(Model model) {
        if (model.notes().preprocessing().members().isEmpty()) {
            throw new FileFormatException(
                    "",
                    "",
                    "the model does not say how data are prepared for it",
                    "it was saved by a program of its own: use it from there, or train with glissade train");
        }
        InputPreparation preparation = InputPreparation.fromJson(model.notes().preprocessing());
        long features =
                switch (preparation) {
                    case Preparation table -> table.featureNames().size();
                    case PixelPreparation pixels -> pixels.pixels();
                };
        if (features != model.example().shape().size()) {
            throw new FileFormatException(
                    "",
                    "preparation",
                    "the preparation gives "
                            + features
                            + " features, but the network takes "
                            + model.example().shape().size(),
                    "the file is damaged: train the model again");
        }
        return preparation;
    }

    /// Features without targets.
    ///
    /// @param warnings for what the user should know
    /// @throws UsageException if the data are of another kind than the model's
    Array features(Source source, List<String> warnings) {
        return switch (preparation) {
            case Preparation preparation -> {
                Table table = table(source);
                warnings.addAll(preparation.warnings(table));
                yield preparation.features(table);
            }
            case PixelPreparation pixels -> pixels.features(images(source, warnings));
        };
    }

    /// Features and targets.
    ///
    /// @param warnings for what the user should know
    /// @throws UsageException if the data are of another kind than the model's
    Dataset dataset(Source source, List<String> warnings) {
        return switch (preparation) {
            case Preparation preparation -> {
                Table table = table(source);
                warnings.addAll(preparation.warnings(table));
                yield preparation.dataset(table);
            }
            case PixelPreparation pixels -> {
                if (!(source instanceof Source.Folder folder)) {
                    throw otherKind("a folder of labelled images");
                }
                yield pixels.dataset(measured(folder, warnings));
            }
        };
    }

    private Table table(Source source) {
        if (source instanceof Source.Rows(Table table)) {
            return table;
        }
        throw otherKind("a table");
    }

    private Idx images(Source source, List<String> warnings) {
        return switch (source) {
            case Source.Images(Idx images) -> images;
            case Source.Folder folder -> measured(folder, warnings).images();
            case Source.Rows _ -> throw otherKind("images");
        };
    }

    /// A folder's test images if it has some: the model may have been trained on the others.
    private static LabelledImages measured(Source.Folder folder, List<String> warnings) {
        if (folder.images().test().isPresent()) {
            warnings.add("the images are those of the folder's test set, t10k-images-idx3-ubyte");
            return folder.images().test().get();
        }
        return folder.images().training();
    }

    private UsageException otherKind(String kind) {
        return new UsageException(
                "the model " + path + " was trained on " + kind + ", but DATA is something else",
                "pass data of the kind that it was trained on");
    }
}
