package org.glissade.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.glissade.learn.file.FileAccessException;
import org.glissade.learn.file.FileFormatException;

/// Reads CSV files with a header into tables.
///
/// Fields are separated by comma, semicolon, tab or bar, whichever fits the first lines, and may
/// stand in double quotes (RFC 4180). The text is UTF-8, plain or compressed by gzip, told apart by
/// the first bytes. Spaces around fields and empty lines are skipped. Empty fields, `?`, `-`, and
/// in any case `NA`, `N/A`, `NaN`, `null` are missing values. A column whose other values are all
/// numbers is numeric, else categorical; columns of dates are refused.
public final class CsvReader {
    /// The most columns that a file may have.
    public static final int MOST_COLUMNS = 100_000;

    /// The most characters that a field may have.
    public static final int LONGEST_FIELD = 1 << 16;

    private static final int LONGEST_RECORD = 1 << 24;
    private static final int BEGINNING = 1 << 16;

    private CsvReader() {}

    /// The table in the file.
    ///
    /// @throws FileFormatException naming line and column if the file is malformed
    /// @throws FileAccessException if it cannot be read
    public static Table read(Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            return read(path.toString(), stream);
        } catch (IOException failure) {
            throw FileAccessException.reading(path, failure);
        }
    }

    /// The table in the stream, which is read to its end.
    ///
    /// @param source what to call it in messages
    /// @throws FileFormatException naming line and column if it is malformed
    public static Table read(String source, InputStream stream) throws IOException {
        try (PushbackReader reader =
                new PushbackReader(new Utf8Reader(decompressed(stream)), BEGINNING)) {
            String beginning = beginning(reader);
            if (beginning.isBlank()) {
                throw new FileFormatException(
                        "", "line 1", "the file is empty", "a table has a header line and rows");
            }
            return records(source, Separator.in(beginning), reader);
        } catch (FileFormatException malformed) {
            throw malformed.in(source);
        } catch (UncheckedIOException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private static InputStream decompressed(InputStream stream) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream, 1 << 16);
        buffered.mark(4);
        byte[] first = buffered.readNBytes(4);
        buffered.reset();
        if (first.length == 4
                && first[0] == 'P'
                && first[1] == 'K'
                && first[2] == 3
                && first[3] == 4) {
            throw new FileFormatException(
                    "",
                    "byte 0",
                    "this is a zip or Excel file, not CSV",
                    "unpack it, or export the sheet as CSV");
        }
        if (first.length < 2 || first[0] != 0x1F || first[1] != (byte) 0x8B) {
            return buffered;
        }
        try {
            return new GZIPInputStream(buffered, 1 << 16);
        } catch (EOFException | ZipException damaged) {
            throw new FileFormatException(
                    "",
                    "byte 0",
                    "the gzip data are damaged or end too early",
                    "copy or compress the file again",
                    damaged);
        }
    }

    private static String beginning(PushbackReader reader) throws IOException {
        char[] characters = new char[BEGINNING];
        int length = 0;
        int read = 0;
        while (read >= 0 && length < BEGINNING) {
            read = reader.read(characters, length, BEGINNING - length);
            length += Math.max(0, read);
        }
        reader.unread(characters, 0, length);
        return new String(characters, 0, length);
    }

    private static Table records(String source, char separator, Reader reader) throws IOException {
        long lastLine = 0;
        try (de.siegmar.fastcsv.reader.CsvReader<CsvRecord> records =
                de.siegmar.fastcsv.reader.CsvReader.builder()
                        .fieldSeparator(separator)
                        .skipEmptyLines(true)
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .maxBufferSize(2 * LONGEST_RECORD)
                        .build(
                                CsvRecordHandler.builder()
                                        .maxFields(MOST_COLUMNS)
                                        .maxFieldSize(LONGEST_FIELD)
                                        .maxRecordSize(LONGEST_RECORD)
                                        .build(),
                                reader)) {
            Iterator<CsvRecord> iterator = records.iterator();
            CsvRecord header = iterator.next();
            List<ColumnBuilder> builders = builders(header);
            Budget budget = new Budget(builders);
            while (iterator.hasNext()) {
                CsvRecord row = iterator.next();
                lastLine = row.getStartingLineNumber();
                add(row, builders, separator);
                budget.check(lastLine);
            }
            if (lastLine == 0) {
                throw new FileFormatException(
                        "",
                        "line " + header.getStartingLineNumber(),
                        "there are no rows after the header",
                        "a table has a header line and rows");
            }
            return new Table(
                    source,
                    builders.stream().map(ColumnBuilder::build).toList(),
                    builders.stream().map(ColumnBuilder::note).flatMap(Optional::stream).toList());
        } catch (CsvParseException malformed) {
            throw translated(malformed, lastLine);
        }
    }

    private static List<ColumnBuilder> builders(CsvRecord header) {
        String line = "line " + header.getStartingLineNumber();
        List<String> names = header.getFields().stream().map(String::strip).toList();
        if (names.stream().noneMatch(name -> Double.isNaN(Cell.number(name)))) {
            throw new FileFormatException(
                    "",
                    line,
                    "the first line has only numbers",
                    "put a line with the names of the columns on top");
        }
        Map<String, Integer> seen = new HashMap<>();
        List<ColumnBuilder> builders = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isEmpty()) {
                throw new FileFormatException(
                        "",
                        line + ", column " + (i + 1),
                        "the column has no name",
                        "name it in the header, or remove it if it only counts the rows");
            }
            Integer earlier = seen.putIfAbsent(name, i + 1);
            if (earlier != null) {
                throw new FileFormatException(
                        "",
                        line + ", column " + (i + 1),
                        "the name \"" + name + "\" is also that of column " + earlier,
                        "give each column its own name");
            }
            builders.add(new ColumnBuilder(name, i + 1));
        }
        return builders;
    }

    private static void add(CsvRecord row, List<ColumnBuilder> builders, char separator) {
        long line = row.getStartingLineNumber();
        int fields = row.getFieldCount();
        if (fields != builders.size()) {
            throw new FileFormatException(
                    "",
                    "line " + line + ", column " + (Math.min(fields, builders.size()) + 1),
                    "the row has " + fields + " fields, the header " + builders.size(),
                    "fields are separated by "
                            + (separator == '\t' ? "tabs" : "'" + separator + "'")
                            + "; put a field that contains one in double quotes");
        }
        for (int i = 0; i < fields; i++) {
            builders.get(i).add(row.getField(i), line);
        }
    }

    private static FileFormatException translated(CsvParseException malformed, long lastLine) {
        if (malformed.getCause() instanceof FileFormatException ours) {
            return ours;
        }
        if (malformed.getCause() instanceof UncheckedIOException failure) {
            throw failure;
        }
        String message = String.valueOf(malformed.getMessage());
        Matcher named = Pattern.compile("line (\\d+)").matcher(message);
        String position = "line " + (named.find() ? named.group(1) : Long.toString(lastLine + 1));
        String problem = message.replaceAll("\\s*\\(record starting at line \\d+\\)", "");
        return new FileFormatException(
                "",
                position,
                problem,
                "fields are up to "
                        + LONGEST_FIELD
                        + " characters long; quotes come in pairs, and within quotes a quote is doubled",
                malformed);
    }

    /// Stops the reading before the memory is exhausted.
    private static final class Budget {
        private static final int CELLS_BETWEEN_CHECKS = 1 << 18;

        private final List<ColumnBuilder> builders;
        // Building the columns copies them, and the features follow as well.
        private final long most = Runtime.getRuntime().maxMemory() / 4;
        private long cells;

        Budget(List<ColumnBuilder> builders) {
            this.builders = builders;
        }

        void check(long line) {
            cells += builders.size();
            if (cells >= CELLS_BETWEEN_CHECKS) {
                cells = 0;
                long bytes = builders.stream().mapToLong(ColumnBuilder::bytes).sum();
                if (bytes > most) {
                    throw new FileFormatException(
                            "",
                            "line " + line,
                            "the table is too large for the memory: "
                                    + (bytes >> 20)
                                    + " MB so far",
                            "use fewer rows or columns, or give Java more memory with -Xmx");
                }
            }
        }
    }
}
