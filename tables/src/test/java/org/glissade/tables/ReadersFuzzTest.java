package org.glissade.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.glissade.learn.file.FileFormatException;
import org.glissade.learn.file.Json;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the bytes are: the content, or a [FileFormatException], and nothing else.
class ReadersFuzzTest {
    /// What is read as CSV is prepared, or a [PreparationException] says why not.
    @MethodSource("tables")
    @FuzzTest(maxDuration = "60s")
    void csv(byte[] bytes) throws IOException {
        try {
            Table table = CsvReader.read("fuzz", new ByteArrayInputStream(bytes));
            assertThat(table.rowCount()).isPositive();
            Preparation preparation = Preparation.fit(table, Target.last(table));
            assertThat(preparation.dataset(table).rows()).isEqualTo(table.rowCount());
            assertThat(
                            InputPreparation.fromJson(
                                            Json.parseObject(preparation.toJson().toString()))
                                    .toJson())
                    .isEqualTo(preparation.toJson());
        } catch (FileFormatException | PreparationException refused) {
            assertThat(refused.getMessage()).contains("hint");
        }
    }

    static Stream<byte[]> tables() throws IOException {
        Stream<byte[]> valid =
                Stream.of(
                                "a,b,y\n1,x,1.5\n2,y,2.5\n3,x,0\n",
                                "a;b;y\n1;\"x;\"\"z\";no\n;?;yes\n3;+;no\n4;-;yes\n",
                                "\uFEFFä\ty\r\n1e3\t0\r\n-.5\t1\r\nNA\t0\r\n7\t1\r\n")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8));
        return Stream.concat(valid, seeds(CsvReaderTest.malformed()));
    }

    /// What is read as IDX has as many values as its sizes say.
    @MethodSource("idxFiles")
    @FuzzTest(maxDuration = "60s")
    void idx(byte[] bytes) throws IOException {
        try {
            Idx idx = IdxReader.read("fuzz", new ByteArrayInputStream(bytes));
            assertThat(idx.size()).isEqualTo((int) idx.shape().size());
        } catch (FileFormatException refused) {
            assertThat(refused.hint()).isNotBlank();
        }
    }

    static Stream<byte[]> idxFiles() throws IOException {
        return seeds(IdxReaderTest.malformed());
    }

    private static Stream<byte[]> seeds(Stream<Arguments> rows) {
        return rows.map(Arguments::get)
                .map(row -> (byte[]) row[1])
                .filter(bytes -> bytes.length < 1_000);
    }
}
