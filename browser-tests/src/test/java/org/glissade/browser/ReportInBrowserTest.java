package org.glissade.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.glissade.cli.Main;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The report of a run of 100 epochs on digits.
class ReportInBrowserTest {
    private static final String CONTRASTS =
            """
            () => {
              const channel = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
              const light = (color) => {
                const [r, g, b] = color.match(/\\d+/g).map(Number).map(channel);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const paper = light(getComputedStyle(document.body).backgroundColor);
              const probe = document.createElement('span');
              document.body.append(probe);
              const contrasts = {};
              for (const name of ['text', 'faint', 'accent', 'series-0', 'series-1', 'series-2', 'series-3']) {
                probe.style.color = `var(--${name})`;
                const ink = light(getComputedStyle(probe).color);
                contrasts[name] = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
              }
              probe.remove();
              return Object.entries(contrasts).map(([name, value]) => `${name} ${value.toFixed(2)}`);
            }
            """;

    @TempDir private static Path folder = Path.of("");

    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;
    private static Path report = Path.of("");

    @BeforeAll
    static void makeReport() throws IOException {
        glissade(
                "train",
                "sample:digits",
                "--epochs",
                "100",
                "--patience",
                "0",
                "--quiet",
                "--run-folder",
                folder.resolve("runs").toString());
        Path run;
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            run = runs.findFirst().orElseThrow();
        }
        report = folder.resolve("report.html");
        glissade("report", run.toString(), "--output", report.toString());
        playwright = Playwright.create();
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(
                                                Path.of(
                                                        System.getProperty(
                                                                "glissade.chromium", "")))
                                        .setArgs(List.of("--no-sandbox")));
    }

    private static void glissade(String... words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream nowhere =
                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        int code = Main.run(nowhere, new PrintStream(err, true, StandardCharsets.UTF_8), words);
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        if (playwright != null) {
            playwright.close();
        }
    }

    private static Page open(int width, ColorScheme scheme) {
        Page page =
                Objects.requireNonNull(browser)
                        .newPage(
                                new Browser.NewPageOptions()
                                        .setViewportSize(width, 900)
                                        .setColorScheme(scheme));
        page.navigate(report.toUri().toString());
        return page;
    }

    @Test
    void itOpensWithinASecondAsksForNothingAndComplainsOfNothing() throws IOException {
        assertThat(Files.size(report)).isLessThan(3_000_000);
        List<String> requests = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        try (Page page = Objects.requireNonNull(browser).newPage()) {
            page.onRequest(request -> requests.add(request.url()));
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onPageError(complaints::add);
            page.navigate(report.toUri().toString());
            double milliseconds =
                    ((Number)
                                    page.evaluate(
                                            "() => performance.getEntriesByType('navigation')[0].loadEventEnd"))
                            .doubleValue();
            System.out.printf(
                    "report: %,d bytes, loaded in %.0f ms%n", Files.size(report), milliseconds);

            assertThat(requests)
                    .filteredOn(url -> !url.startsWith("data:"))
                    .containsExactly(report.toUri().toString());
            assertThat(complaints).isEmpty();
            assertThat(milliseconds).isBetween(1.0, 1000.0);
        }
    }

    @Test
    void everyPictureIsDrawnAndNamed() {
        try (Page page = open(1280, ColorScheme.LIGHT)) {
            List<Locator> pictures = page.locator("svg").all();
            assertThat(pictures).hasSizeGreaterThan(15);
            for (Locator picture : pictures) {
                assertThat(picture.boundingBox().width).isGreaterThan(30);
                assertThat(picture.boundingBox().height).isGreaterThan(30);
                assertThat(picture.getAttribute("role")).isEqualTo("img");
                assertThat(picture.getAttribute("aria-label")).isNotBlank();
            }
            List<Locator> surfaces = page.locator("canvas").all();
            assertThat(surfaces).hasSize(2);
            for (Locator surface : surfaces) {
                assertThat(colors(surface)).isGreaterThan(100);
                assertThat(surface.getAttribute("aria-label")).contains("Arrow keys");
            }
            assertThat(page.locator("h1")).satisfies(h1 -> assertThat(h1.count()).isOne());
        }
    }

    private static int colors(Locator canvas) {
        return ((Number)
                        canvas.evaluate(
                                """
                                (canvas) => {
                                  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                                  const colors = new Set();
                                  for (let i = 0; i < data.length; i += 4) {
                                    if (data[i + 3]) colors.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
                                  }
                                  return colors.size;
                                }
                                """))
                .intValue();
    }

    @Test
    void theSurfaceTurnsByKeyByPointerAndByItself() {
        try (Page page = open(1280, ColorScheme.LIGHT)) {
            Locator surface = page.locator("canvas").first();
            surface.scrollIntoViewIfNeeded();
            String before = picture(surface);

            surface.focus();
            page.keyboard().press("ArrowRight");
            String byKey = picture(surface);
            assertThat(byKey).isNotEqualTo(before);

            var box = surface.boundingBox();
            page.mouse().move(box.x + 200, box.y + 200);
            page.mouse().down();
            page.mouse().move(box.x + 260, box.y + 220);
            page.mouse().up();
            String byPointer = picture(surface);
            assertThat(byPointer).isNotEqualTo(byKey);

            Locator button = page.locator(".turning button").first();
            button.click();
            assertThat(button.getAttribute("aria-pressed")).isEqualTo("true");
            page.waitForFunction(
                    "angle => document.querySelector('canvas').dataset.angle !== angle",
                    surface.getAttribute("data-angle"));
            button.click();
            assertThat(button.getAttribute("aria-pressed")).isEqualTo("false");
        }
    }

    private static String picture(Locator canvas) {
        return String.valueOf(canvas.evaluate("canvas => canvas.toDataURL()"));
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "1280, DARK", "400, LIGHT", "400, DARK"})
    void itCanBeReadAtAnyWidth(int width, ColorScheme scheme) {
        try (Page page = open(width, scheme)) {
            assertThat(
                            ((Number) page.evaluate("() => document.documentElement.scrollWidth"))
                                    .intValue())
                    .isLessThanOrEqualTo(width);
            double smallest =
                    ((Number)
                                    page.evaluate(
                                            """
                                            () => Math.min(...[...document.querySelectorAll('svg text')].map((text) => {
                                              const svg = text.ownerSVGElement;
                                              return parseFloat(text.getAttribute('font-size'))
                                                  * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
                                            }))
                                            """))
                            .doubleValue();
            assertThat(smallest).isGreaterThanOrEqualTo(11);
            shoot(page, "report-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void lettersAndLinesStandOutFromThePaper(ColorScheme scheme) {
        try (Page page = open(1280, scheme)) {
            Object found = page.evaluate(CONTRASTS);
            assertThat(found).isInstanceOf(List.class);
            for (Object contrast : (List<?>) found) {
                String[] words = String.valueOf(contrast).split(" ", -1);
                assertThat(Double.parseDouble(words[1]))
                        .as(scheme + ": " + words[0])
                        .isGreaterThanOrEqualTo(
                                words[0].equals("text") ? 7 : words[0].startsWith("s") ? 3 : 4.5);
            }
        }
    }

    @Test
    void theKeyboardReachesSectionsAndSurfaces() {
        try (Page page = open(1280, ColorScheme.LIGHT)) {
            List<String> reached = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                page.keyboard().press("Tab");
                reached.add(
                        String.valueOf(
                                page.evaluate(
                                        """
                                        () => {
                                          const at = document.activeElement;
                                          return at.tagName + ' ' + (at.getAttribute('href') || at.textContent.slice(0, 20));
                                        }
                                        """)));
            }
            assertThat(reached).contains("A #content", "A #surface", "A #settings");
            assertThat(reached).anyMatch(one -> one.startsWith("CANVAS"));
            assertThat(reached).contains("BUTTON turn by itself");
            List<String> broken =
                    page.locator("nav a").all().stream()
                            .map(link -> String.valueOf(link.getAttribute("href")))
                            .filter(target -> page.locator(target).count() != 1)
                            .toList();
            assertThat(broken).isEmpty();
        }
    }

    private static void shoot(Page page, String name) {
        String where = System.getProperty("glissade.screenshots", "");
        if (!where.isEmpty()) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(where, name + ".png")));
            page.locator("#surface")
                    .screenshot(
                            new Locator.ScreenshotOptions()
                                    .setPath(Path.of(where, name + "-surface.png")));
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(Path.of(where, name + "-whole.png"))
                            .setFullPage(true));
        }
    }
}
