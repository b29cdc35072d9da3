package org.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glissade.learn.initial.Initializer;
import org.glissade.learn.layer.Network;
import org.glissade.learn.loss.Loss;
import org.glissade.tensor.BinaryFunction;
import org.glissade.tensor.CompareFunction;
import org.glissade.tensor.LogicFunction;
import org.glissade.tensor.Op;
import org.glissade.tensor.UnaryFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The documentation names what there is, and all of it.
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path REFERENCE = ROOT.resolve("docs/reference");

    private static final Map<String, Function<Console, Subcommand>> COMMANDS =
            Map.of(
                    "train", Train::new,
                    "predict", Predict::new,
                    "evaluate", Evaluate::new,
                    "inspect", Inspect::new,
                    "report", Report::new,
                    "tour", TakeTour::new,
                    "explain", Explain::new,
                    "samples", ListSamples::new,
                    "devices", ListDevices::new);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "predict",
                "evaluate",
                "inspect",
                "report",
                "tour",
                "explain",
                "samples",
                "devices"
            })
    void theReferenceOfTheCommandLineHasExactlyTheOptionsThatThereAre(String command)
            throws IOException {
        String page = Files.readString(REFERENCE.resolve("command-line.md"));
        int start = page.indexOf("\n## glissade " + command + "\n");
        assertThat(start).as("a chapter on " + command).isNotNegative();
        int next = page.indexOf("\n## ", start + 1);
        String chapter = page.substring(start, next < 0 ? page.length() : next);

        assertThat(found("(?m)^\\| `(--[a-z0-9-]+)", chapter)).isEqualTo(options(command));
    }

    /// The visible options but those that every command has.
    private static Set<String> options(String command) {
        Console console = Console.plain(System.out, System.err);
        Subcommand subcommand =
                java.util.Objects.requireNonNull(COMMANDS.get(command)).apply(console);
        return CommandLine.Model.CommandSpec.forAnnotatedObject(subcommand).options().stream()
                .filter(option -> !option.hidden())
                .map(CommandLine.Model.OptionSpec::longestName)
                .filter(name -> !Set.of("--debug", "--help", "--version").contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theReferenceOfOperationsHasEveryOperationAndFunction() throws IOException {
        Set<String> named =
                found("`([A-Za-z0-9_]+)`", Files.readString(REFERENCE.resolve("operations.md")));

        assertThat(named)
                .containsAll(texts(UnaryFunction.values()))
                .containsAll(texts(BinaryFunction.values()))
                .containsAll(texts(CompareFunction.values()))
                .containsAll(texts(LogicFunction.values()));
        String page = Files.readString(REFERENCE.resolve("operations.md"));
        assertThat(Op.class.getPermittedSubclasses())
                .allSatisfy(operation ->
                        assertThat(page).containsPattern("`" + operation.getSimpleName() + "[`(]"));
    }

    @Test
    void theReferenceOfBuildingBlocksHasEveryNameThatTextsMayUse() throws IOException {
        Set<String> named =
                found(
                        "`([a-z0-9-]+)[`(]",
                        Files.readString(REFERENCE.resolve("building-blocks.md")));

        assertThat(named)
                .containsAll(Network.names())
                .containsAll(Initializer.names())
                .containsAll(Loss.names())
                .containsAll(
                        Arrays.stream(OptimizerChoice.values())
                                .map(choice -> choice.toString().toLowerCase(Locale.ROOT))
                                .toList());
    }

    @Test
    void everyRelativeLinkLeadsToAFileAndAHeading() throws IOException {
        List<String> broken = new java.util.ArrayList<>();
        for (Path page : pages()) {
            // What stands in code is no link.
            String text =
                    Files.readString(page)
                            .replaceAll("(?s)```.*?```", "")
                            .replaceAll("`[^`\n]*`", "code");
            Matcher link = Pattern.compile("]\\(([^)#\\s]*)(#[^)\\s]*)?\\)").matcher(text);
            while (link.find()) {
                String target = link.group(1);
                if (target.contains("://")) {
                    continue;
                }
                Path file = target.isEmpty() ? page : page.resolveSibling(target).normalize();
                boolean leads =
                        Files.exists(file)
                                && (link.group(2) == null
                                        || headings(file).contains(link.group(2).substring(1)));
                if (!leads) {
                    broken.add(ROOT.relativize(page) + ": " + link.group());
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages =
                    Stream.concat(top, docs)
                            .filter(path -> path.toString().endsWith(".md"))
                            .toList();
            assertThat(pages).hasSizeGreaterThan(20);
            return pages;
        }
    }

    /// The headings of a page as links name them: lower case, spaces as dashes, no punctuation.
    private static Set<String> headings(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line ->
                        line.replaceFirst("^#+ ", "")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static List<String> texts(Object[] constants) {
        return Arrays.stream(constants).map(Object::toString).toList();
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
