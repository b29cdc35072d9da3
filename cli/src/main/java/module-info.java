/// The `glissade` command: assembles the other modules into train, predict, evaluate and inspect.
@org.jspecify.annotations.NullMarked
module org.glissade.cli {
    requires org.glissade.learn;
    requires org.glissade.report;
    requires org.glissade.tables;
    requires info.picocli;
    requires java.desktop;
    requires java.management;
    requires jdk.management;
    requires jdk.unsupported;
    requires static org.jspecify;

    opens org.glissade.cli to
            info.picocli;
}
