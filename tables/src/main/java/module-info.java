/// Tables as data sets: CSV files read, typed and turned into features and targets.
@org.jspecify.annotations.NullMarked
module org.glissade.tables {
    requires transitive org.glissade.learn;
    requires de.siegmar.fastcsv;
    requires static org.jspecify;

    exports org.glissade.tables;
}
