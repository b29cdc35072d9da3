package org.glissade.cli.tour;

/// One lesson of the tour.
interface Lesson {
    /// What stands in the index.
    String title();

    /// Runs the lesson and tells what came of it. Equal runs write equal text.
    void show(Page page);
}
