package org.glissade.learn.train;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glissade.learn.data.Dataset;
import org.glissade.learn.data.Split;
import org.glissade.learn.data.Task;
import org.glissade.runtime.Array;
import org.glissade.tensor.DType;
import org.glissade.tensor.Shape;

/// A process of its own that trains and says what it had planned to take, and what it took by the
/// books of the JVM and of the operating system.
final class MemoryProbe {
    private static final Path STATUS = Path.of("/proc/self/status");

    private MemoryProbe() {}

    /// Whether the operating system keeps such books.
    static boolean isPossible() {
        return Files.isReadable(STATUS);
    }

    /// Prints the planned peak; by the JVM's books all memory outside of the heap at the end of the
    /// training, before the model is made, and what the plan has for that model; and by those of
    /// the operating system the growth to the highest point of the whole process. All in bytes.
    ///
    /// @param arguments network, training rows, features, batch, patience
    public static void main(String[] arguments) throws IOException, InterruptedException {
        // A small training first, so that the JVM has what it needs for any.
        Trainer.of("dense(64) relu dense(64) tanh").batchSize(30).epochs(20).fit(split(700, 3));
        awaitCollected();
        long residentBefore = kilobytes("VmRSS");
        long bookedBefore = booked();
        Split split = split(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        long[] booked = {0};
        Trainer trainer =
                Trainer.of(arguments[0])
                        .epochs(2)
                        .batchSize(Integer.parseInt(arguments[3]))
                        .earlyStopping(EarlyStopping.after(Integer.parseInt(arguments[4])))
                        .listen(event -> {
                            if (event instanceof TrainEvent.Finished) {
                                booked[0] = booked() - bookedBefore;
                            }
                        });
        TrainResult result = trainer.fit(split);
        long resident = (kilobytes("VmHWM") - residentBefore) * 1024;
        System.out.println(trainer.plan(split).peak());
        System.out.println(booked[0]);
        System.out.println(result.model().parameters().bytes());
        System.out.println(resident);
    }

    private static Split split(int rows, int features) {
        return new Split(data(rows, features), data(rows / 4, features), data(0, features));
    }

    private static Dataset data(int rows, int features) {
        Array x = Array.zeros(DType.F32, Shape.of(rows, features));
        Array y = Array.zeros(DType.F32, Shape.of(rows, 1));
        for (int i = 0; i < rows; i++) {
            x.setFlat((long) i * features, Math.sin(i));
            y.setFlat(i, Math.cos(i));
        }
        return new Dataset(x, y, new Task.Regression(List.of("y")), List.of());
    }

    /// The collector frees memory outside of the heap some time after its run.
    private static void awaitCollected() throws InterruptedException {
        int same = 0;
        long last = -1;
        for (int round = 0; round < 50 && same < 4; round++) {
            System.gc();
            Thread.sleep(100);
            long now = booked();
            same = now == last ? same + 1 : 0;
            last = now;
        }
    }

    private static long booked() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }

    private static long kilobytes(String entry) throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(entry + ":")) {
                return Long.parseLong(line.replaceAll("\\D+", ""));
            }
        }
        throw new IOException(STATUS + " has no entry " + entry);
    }
}
