/// Short programs that use Glissade as a library.
@org.jspecify.annotations.NullMarked
module org.glissade.examples {
    requires org.glissade.tables;
    requires static org.jspecify;
}
