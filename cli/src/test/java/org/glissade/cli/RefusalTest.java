package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What cannot be done is refused with exit code 2 and a word about the remedy, and leaves nothing
/// behind.
class RefusalTest {
    @TempDir private Path folder = Path.of("");

    /// A command line, in which `@/` stands for the test's folder, and what the complaint must
    /// hold.
    record Refused(String line, List<String> complaint) {
        @Override
        public String toString() {
            return line;
        }
    }

    static Refused refused(String line, String... complaint) {
        return new Refused(line, List.of(complaint));
    }

    @BeforeEach
    void prepareFiles() throws Exception {
        Typed.file(folder, "good.csv", "a,b,kind\n" + "1,2,x\n2,1,y\n3,5,x\n4,4,y\n".repeat(10));
        Typed.file(folder, "empty.csv", "");
        Typed.file(folder, "header.csv", "a,b,kind\n");
        Typed.file(folder, "ragged.csv", "a,b,kind\n1,2,x\n1,2\n");
        Typed.file(folder, "quote.csv", "a,b,kind\n1,2,x\n1,\"2,y\n3,4,x\n");
        Typed.file(folder, "twice.csv", "a,a,kind\n1,2,x\n1,3,y\n");
        Typed.file(folder, "constant.csv", "a,kind\n1,x\n2,x\n3,x\n");
        Typed.file(folder, "gap.csv", "a,kind\n1,x\n2,\n3,y\n");
        Typed.file(folder, "lonely.csv", "kind\nx\ny\nx\ny\n");
        Typed.file(folder, "dates.csv", "day,kind\n2024-01-01,x\n2024-01-02,y\n2024-01-03,x\n");
        Typed.file(folder, "torn.csv.gz", "\u001f\u008b broken");
        Typed.file(folder, "other.csv", "a,kind\n1,x\n2,y\n");
        Typed.file(folder, "text.csv", "a,b,kind\n1,two,x\n2,three,y\n");
        Typed.file(folder, "strange.csv", "a,b,kind\n1,2,z\n");
        Typed.file(folder, "nonsense.glissade", "this is no model");
        Typed.file(folder, "none.glissade", "");
        Files.createDirectory(folder.resolve("bare"));
        Path idx = Files.createDirectory(folder.resolve("idx"));
        Files.write(idx.resolve("train-images-idx3-ubyte"), new byte[] {0, 0, 8, 3, 0, 0});
        Path half = Files.createDirectory(folder.resolve("half"));
        Files.write(
                half.resolve("train-images-idx3-ubyte"),
                new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7});
        Typed trained =
                Typed.train(
                        folder.resolve("bare"),
                        folder + "/good.csv",
                        "--epochs",
                        "1",
                        "--quiet",
                        "--output",
                        folder + "/model.glissade");
        assertThat(trained.code()).as(trained.err()).isZero();
        byte[] whole = Files.readAllBytes(folder.resolve("model.glissade"));
        Files.write(folder.resolve("cut.glissade"), Arrays.copyOf(whole, whole.length - 5));
        byte[] hostile = whole.clone();
        Arrays.fill(hostile, 0, 8, (byte) 0x7f);
        Files.write(folder.resolve("hostile.glissade"), hostile);
    }

    static Stream<Refused> words() {
        return Stream.of(
                refused("", "Usage: glissade"),
                refused("fly", "fly", "hint"),
                refused("trian sample:iris", "train"),
                refused("train", "DATA"),
                refused("predict", "MODEL"),
                refused("predict @/model.glissade", "DATA"),
                refused("evaluate", "MODEL"),
                refused("inspect", "MODEL"),
                refused("samples now", "now"),
                refused("devices now", "now"),
                refused("train sample:iris sample:wine", "sample:wine"),
                refused("train sample:iris --epoch 3", "--epoch", "--epochs"));
    }

    static Stream<Refused> options() {
        return Stream.of(
                refused("train sample:iris --epochs 0", "epochs", "1 or more"),
                refused("train sample:iris --epochs many", "--epochs", "many"),
                refused("train sample:iris --batch 0", "--batch", "full"),
                refused("train sample:iris --batch half", "--batch", "full"),
                refused("train sample:iris --optimizer adm", "did you mean adam"),
                refused("train sample:iris --optimizer rocket", "sgd, momentum, nesterov"),
                refused("train sample:iris --loss hubber", "no loss", "hint", "huber"),
                refused("train sample:iris --loss cross-entropy(smoothing=2)", "below 1"),
                refused("train sample:iris --loss huber", "end the network with dense(1)"),
                refused("train sample:iris --loss cross-entropy(weights=1:2)", "2 class weights"),
                refused("train sample:diabetes --loss hinge", "labels are integers"),
                refused("train sample:iris --schedule cosinus", "--schedule", "known are constant"),
                refused("train sample:iris --schedule cosine(end=7)", "--schedule", "[0, 1]"),
                refused("train sample:iris --weight-decay -1", "--weight-decay", "at least 0"),
                refused("train sample:iris --clip-norm 0", "--clip-norm", "above 0"),
                refused("train sample:iris --l1 -1", "--l1", "at least 0"),
                refused("train sample:iris --l2 NaN", "--l2", "at least 0"),
                refused("train sample:iris --max-norm 0", "--max-norm", "above 0"),
                refused("train sample:iris --weight-noise -1", "--weight-noise", "at least 0"),
                refused("train sample:iris --mixup 0", "--mixup", "above 0"),
                refused("train sample:iris --mixup 1 --cutmix 1", "both mix"),
                refused("train sample:iris --cutmix 1", "--cutmix is for folders of images"),
                refused("train sample:iris --flip", "--flip is for folders of images"),
                refused("train sample:iris --shift 2", "--shift is for folders of images"),
                refused("train sample:iris --shift -2", "--shift", "0 pixels or more"),
                refused("train sample:iris --learning-rate NaN", "--learning-rate", "finite"),
                refused("train sample:iris --learning-rate -1", "--learning-rate", "above 0"),
                refused("train sample:iris --learning-rate Infinity", "--learning-rate"),
                refused("train sample:iris --learning-rate fast", "--learning-rate"),
                refused("train sample:iris --restarts 2 --schedule plateau", "cosine"),
                refused("train sample:iris --validation NaN", "--validation", "below 1"),
                refused("train sample:iris --validation 1", "--validation", "below 1"),
                refused("train sample:iris --test -0.1", "--test", "at least 0"),
                refused("train sample:iris --test NaN", "--test"),
                refused("train sample:iris --patience -1", "patience"),
                refused("train sample:iris --seed x", "--seed"),
                refused("train sample:iris --threads 0", "threads", "at least 1"),
                refused("train sample:iris --device gpu", "there is no device", "cpu"),
                refused("evaluate @/model.glissade @/good.csv --threads 0", "at least 1"),
                refused("predict @/model.glissade @/good.csv --device gpu", "no device"),
                refused("train sample:iris --memory 1GB", "--memory", "--dry-run"),
                refused("train sample:iris --dry-run --memory lots", "--memory", "800MB"),
                refused("train sample:iris --dry-run --batch 0", "--batch", "full"),
                refused("train sample:irs --dry-run", "did you mean sample:iris"));
    }

    static Stream<Refused> starts() {
        return Stream.of(
                refused("train sample:iris --restarts 0", "--restarts", "1 or more"),
                refused("train sample:iris --restarts many", "--restarts", "many"),
                refused("train sample:iris --ensemble", "add --restarts"),
                refused("train sample:iris --restarts 3 --dry-run", "--dry-run", "memory"));
    }

    static Stream<Refused> searches() {
        return Stream.of(
                refused("tune", "DATA"),
                refused("tune sample:iris --trials 0", "--trials", "1 or more"),
                refused("tune sample:iris --folds 1", "--folds", "2 or more"),
                refused("tune sample:iris --folds 1000", "folds", "rows"),
                refused("tune sample:iris --validation 0", "validation"),
                refused("tune sample:iris --batch 9", "--batch", "--learning-rate"),
                refused("tune sample:iris --learning-rate --folds 3", "--folds"),
                refused("tune sample:iris --learning-rate --batch x", "--batch", "full"),
                refused("tune sample:iris --resume @/bare", "--resume"),
                refused("tune --resume @/bare", "no search in"));
    }

    static Stream<Refused> networks() {
        return Stream.of(
                refused("train sample:iris --network dens(8)", "did you mean dense"),
                refused("train sample:iris --network dense(8", "expected )"),
                refused("train sample:iris --network dense(0)", "units"),
                refused("train sample:iris --network dense(8)_softmax", "softmax", "hint"),
                refused("train sample:iris --network residual(dense(7))", "residual", "hint"),
                refused("train sample:iris --dry-run --network residual(dense(7))", "residual"));
    }

    static Stream<Refused> data() {
        return Stream.of(
                refused("train sample:irs", "did you mean sample:iris"),
                refused("train sample:", "no such sample"),
                refused("train iris", "did you mean sample:iris"),
                refused("train @/nowhere.csv", "there is no file or folder"),
                refused("train @/bare", "train-images-idx3-ubyte", "CSV"),
                refused("train @/idx", "train-images-idx3-ubyte", "byte"),
                refused("train @/half", "train-labels-idx1-ubyte"),
                refused("train @/half/train-images-idx3-ubyte", "without labels"),
                refused("train @/empty.csv", "empty.csv", "line 1"),
                refused("train @/header.csv", "header.csv"),
                refused("train @/ragged.csv", "line 3"),
                refused("train @/quote.csv", "quote.csv"),
                refused("train @/twice.csv", "\"a\""),
                refused("train @/constant.csv", "the same value in every row"),
                refused("train @/gap.csv", "missing", "row 2"),
                refused("train @/lonely.csv", "no column besides the target"),
                refused("train @/dates.csv", "day"),
                refused("train @/torn.csv.gz", "torn.csv.gz"),
                refused("train @/good.csv --target kynd", "did you mean \"kind\""),
                refused("train @/good.csv --target nothing", "the columns are a, b, kind"));
    }

    static Stream<Refused> places() {
        return Stream.of(
                refused("train sample:iris --output @/bare", "is a folder"),
                refused("train sample:iris --output @/not/there.glissade", "does not exist"),
                refused("train sample:iris --run-folder @/good.csv", "good.csv"),
                refused("train sample:iris --run-folder @/good.csv/runs", "is a file"),
                refused("predict @/model.glissade @/good.csv --output @/bare", "is a folder"),
                refused("predict @/model.glissade @/good.csv --output @/no/p.csv", "not exist"));
    }

    static Stream<Refused> models() {
        return Stream.of(
                refused("inspect @/nowhere.glissade", "no such file"),
                refused("inspect @/bare", "is a folder"),
                refused("inspect @/good.csv", "good.csv"),
                refused("inspect @/nonsense.glissade", "nonsense.glissade"),
                refused("inspect @/none.glissade", "none.glissade"),
                refused("inspect @/cut.glissade", "cut.glissade"),
                refused("inspect @/hostile.glissade", "hostile.glissade"),
                refused("predict @/cut.glissade @/good.csv", "cut.glissade"),
                refused("evaluate @/nonsense.glissade @/good.csv", "nonsense.glissade"),
                refused("predict @/model.glissade @/nowhere.csv", "nowhere.csv"),
                refused("predict @/model.glissade @/other.csv", "\"b\" is missing"),
                refused("predict @/model.glissade @/text.csv", "numbers in training", "row 1"),
                refused("predict @/model.glissade @/half", "train-labels-idx1-ubyte"),
                refused("predict @/model.glissade @/half/train-images-idx3-ubyte", "a table"),
                refused("predict @/model.glissade sample:iris", "are missing"),
                refused("evaluate @/model.glissade @/strange.csv", "\"z\"", "classes"),
                refused("evaluate @/model.glissade sample:wine", "are missing"));
    }

    @ParameterizedTest
    @MethodSource({
        "words",
        "options",
        "starts",
        "searches",
        "networks",
        "data",
        "places",
        "models"
    })
    void whatCannotBeDoneIsRefusedAndLeavesNothing(Refused refused) {
        List<Path> before = Typed.contents(folder);
        // An underscore stands for a space within an argument.
        String[] arguments =
                refused.line().isEmpty()
                        ? new String[0]
                        : Arrays.stream(refused.line().split(" "))
                                .map(word -> word.replace("@/", folder + "/"))
                                .map(word -> word.replace("_softmax", " softmax"))
                                .toArray(String[]::new);

        Typed typed =
                refused.line().startsWith("train ") && !refused.line().contains("--run-folder")
                        ? Typed.train(folder, Arrays.copyOfRange(arguments, 1, arguments.length))
                        : Typed.run(arguments);

        assertThat(typed.code()).as(typed.err()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains(refused.complaint()).doesNotContain("\tat ");
        assertThat(Typed.contents(folder)).isEqualTo(before);
    }

    @Test
    void aTrainingThatDivergesEndsWithThreeAndNamesTheStep() {
        Path runs = folder.resolve("diverging");

        Typed typed =
                Typed.train(
                        runs,
                        folder + "/good.csv",
                        "--optimizer",
                        "sgd",
                        "--learning-rate",
                        "1e30",
                        "--output",
                        folder + "/diverged.glissade",
                        "--json");

        assertThat(typed.code()).as(typed.err()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .contains("training diverged in epoch", "hint")
                .doesNotContain("\tat ");
        assertThat(Typed.contents(folder)).noneMatch(path -> path.endsWith("diverged.glissade"));
    }

    @Test
    void theStackTraceIsShownWhenAskedFor() {
        Typed typed = Typed.run("inspect", folder + "/cut.glissade", "--debug");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("\tat org.glissade.learn.");
    }
}
