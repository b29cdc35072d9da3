/// Pictures of trainings and networks, as SVG and PNG, and self-contained pages made of them.
@org.jspecify.annotations.NullMarked
module org.glissade.report {
    requires transitive org.glissade.learn;
    requires java.desktop;
    requires static org.jspecify;

    exports org.glissade.report;
}
