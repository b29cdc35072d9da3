package org.glissade.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.glissade.learn.train.Rehearsal;
import org.glissade.runtime.Device;
import org.jspecify.annotations.Nullable;

/// What a training needs whatever its options are, begun in the background while the main thread
/// still reads the command line: most of the time until the first step goes into bringing code into
/// the JVM, and one thread alone would leave the other processors idle.
final class Ahead {
    private final String named;
    private final @Nullable FutureTask<Source> source;

    private Ahead(String named, @Nullable FutureTask<Source> source) {
        this.named = named;
        this.source = source;
    }

    /// Begins what the command line seems to ask for. Guessing wrong costs nothing but idle
    /// processors' time, since nothing is written and all complaints are the command's.
    static Ahead of(String... arguments) {
        boolean trains = arguments.length > 1 && arguments[0].equals("train");
        if (!trains || Runtime.getRuntime().availableProcessors() == 1) {
            return new Ahead("", null);
        }
        start(() -> Rehearsal.run(Device.best()));
        String first = arguments[1];
        if (!first.startsWith(Source.SAMPLE)) {
            return new Ahead("", null);
        }
        FutureTask<Source> source = new FutureTask<>(() -> Source.open(first));
        start(source);
        return new Ahead(first, source);
    }

    private static void start(Runnable work) {
        Thread.ofPlatform().daemon().name("glissade-ahead").start(work);
    }

    /// As [Source#open], perhaps already done.
    Source open(String data) {
        if (source == null || !data.equals(named)) {
            return Source.open(data);
        }
        try {
            return source.get();
        } catch (ExecutionException failure) {
            // Once more, here, so that it is told as ever.
            return Source.open(data);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Source.open(data);
        }
    }
}
