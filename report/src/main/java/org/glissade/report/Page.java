package org.glissade.report;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glissade.learn.file.AtomicFile;

/// An HTML page in one file that asks no network for anything: its policy forbids it. It is light
/// or dark as the reader's system is, and narrow enough for a telephone. Sections are added in
/// their order, then it is written.
public final class Page {
    private static final String STYLE =
            """
            :root{color-scheme:light dark;--text:#222b38;--faint:#5a6575;--grid:#dfe3e8;--paper:#fff;--panel:#eef2f7;
            --accent:#b83a1d;--series-0:#0068a8;--series-1:#c05000;--series-2:#00805c;--series-3:#a8498a;--series-4:#8a6d00;
            --series-5:#2a8fbd;--series-6:#5b4fc0;--series-7:#6b6b6b}
            @media (prefers-color-scheme:dark){:root{--text:#e4e9f0;--faint:#a3aebd;--grid:#333d4a;--paper:#12171e;
            --panel:#1d2530;--accent:#ff8a65;--series-0:#6cb8f0;--series-1:#ffa45c;--series-2:#45d0a4;--series-3:#e59ccb;
            --series-4:#e3c64a;--series-5:#86d6f7;--series-6:#b1a8ff;--series-7:#b5b5b5}}
            *{box-sizing:border-box}
            html{scroll-behavior:smooth}
            @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
            body{margin:0 auto;max-width:1180px;padding:0 16px 64px;background:var(--paper);color:var(--text);
            font:16px/1.55 system-ui,'Segoe UI','DejaVu Sans',sans-serif;overflow-wrap:break-word}
            h1{font-size:1.7rem;line-height:1.25;margin:28px 0 4px}h2{font-size:1.25rem;margin:0 0 6px}
            h3{font-size:1rem;margin:18px 0 4px}
            p{margin:6px 0 12px;max-width:75ch}
            .sub,.note,figcaption{color:var(--faint)}
            a{color:var(--series-0)}
            a:focus-visible,canvas:focus-visible,summary:focus-visible,button:focus-visible,[tabindex]:focus-visible{
            outline:3px solid var(--accent);outline-offset:2px}
            nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;padding:8px 0;margin:8px 0;
            border-top:1px solid var(--grid);border-bottom:1px solid var(--grid)}
            section{padding:26px 0 6px;border-top:1px solid var(--grid)}
            section:first-of-type{border-top:0}
            .row{display:flex;flex-wrap:wrap;gap:18px 24px;align-items:flex-start}
            figure{margin:0 0 10px;min-width:0;max-width:100%}figcaption{font-size:.88rem;width:0;min-width:100%}
            svg,canvas,img{max-width:100%;height:auto}
            svg{display:block;overflow:hidden}
            table{border-collapse:collapse;font-variant-numeric:tabular-nums}
            th,td{text-align:left;padding:3px 12px 3px 0;border-bottom:1px solid var(--grid);vertical-align:top}
            td.n,th.n{text-align:right}
            .wide{overflow-x:auto}
            code{font-family:ui-monospace,'DejaVu Sans Mono',monospace;font-size:.92em;background:var(--panel);padding:1px 4px}
            .facts{display:flex;flex-wrap:wrap;gap:10px;margin:10px 0 0;padding:0;list-style:none}
            .facts li{background:var(--panel);padding:8px 14px;min-width:110px}
            .facts b{display:block;font-size:1.25rem}
            @media (max-width:700px){figure{overflow-x:auto}figure>svg{max-width:none}}
            .skip{position:absolute;left:-999px}.skip:focus{position:static}
            """;

    private final String title;
    private final String subtitle;
    private final List<Section> sections = new ArrayList<>();
    private final List<String> scripts = new ArrayList<>();
    private String style = "";
    private String head = "";

    private record Section(String id, String title, String content) {}

    /// A page without sections.
    ///
    /// @param subtitle a line below the title; may be empty
    public Page(String title, String subtitle) {
        this.title = title;
        this.subtitle = subtitle;
    }

    /// Adds what stands between title and the list of sections.
    ///
    /// @param html as it is
    public Page opening(String html) {
        head += html;
        return this;
    }

    /// Adds a section.
    ///
    /// @param id unique in the page; letters, digits and `-`
    /// @param html as it is
    public Page section(String id, String name, String html) {
        sections.add(new Section(id, name, html));
        return this;
    }

    /// Adds rules to the page's style.
    public Page style(String css) {
        style += css;
        return this;
    }

    /// Adds a script that runs when the page is there; the same one is added once only.
    public Page script(String code) {
        if (!scripts.contains(code)) {
            scripts.add(code);
        }
        return this;
    }

    /// A text in which nothing is taken for a tag.
    public static String escaped(String text) {
        return Html.escaped(text);
    }

    /// A picture with a line below it.
    ///
    /// @param caption plain text; may be empty
    public static String figure(Picture picture, String caption) {
        return "<figure>"
                + picture.html()
                + (caption.isEmpty()
                        ? ""
                        : "<figcaption>" + Html.escaped(caption) + "</figcaption>")
                + "</figure>";
    }

    /// A paragraph of plain text.
    public static String paragraph(String text) {
        return "<p>" + Html.escaped(text) + "</p>";
    }

    /// The whole page.
    public String html() {
        StringBuilder html = new StringBuilder(1 << 16);
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
                .append(" style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\">")
                .append("<link rel=\"icon\" href=\"data:,\"><title>")
                .append(Html.escaped(title))
                .append("</title><style>")
                .append(STYLE)
                .append(style)
                .append(
                        "</style></head><body>\n<a class=\"skip\" href=\"#content\">To the content</a>")
                .append("<header><h1>")
                .append(Html.escaped(title))
                .append("</h1>");
        if (!subtitle.isEmpty()) {
            html.append("<p class=\"sub\">").append(Html.escaped(subtitle)).append("</p>");
        }
        html.append(head).append("</header>\n");
        if (sections.size() > 2) {
            html.append("<nav aria-label=\"Sections\"><ul>");
            for (Section section : sections) {
                html.append("<li><a href=\"#")
                        .append(section.id)
                        .append("\">")
                        .append(Html.escaped(section.title))
                        .append("</a></li>");
            }
            html.append("</ul></nav>\n");
        }
        html.append("<main id=\"content\">\n");
        for (Section section : sections) {
            html.append("<section id=\"")
                    .append(section.id)
                    .append("\" aria-labelledby=\"")
                    .append(section.id)
                    .append("-title\"><h2 id=\"")
                    .append(section.id)
                    .append("-title\">")
                    .append(Html.escaped(section.title))
                    .append("</h2>\n")
                    .append(section.content)
                    .append("</section>\n");
        }
        html.append("</main>\n");
        for (String script : scripts) {
            html.append("<script>").append(script).append("</script>\n");
        }
        return html.append("</body></html>\n").toString();
    }

    /// Writes the page as a file, whole or not at all.
    ///
    /// @throws UncheckedIOException if that is not possible
    public void write(Path file) {
        AtomicFile.write(file, html());
    }
}
