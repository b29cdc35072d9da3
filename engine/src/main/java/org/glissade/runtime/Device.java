package org.glissade.runtime;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.glissade.backend.Availability;
import org.glissade.backend.Backend;
import org.glissade.compile.CompileReport;
import org.glissade.tensor.Graph;

/// Where graphs run: a backend and a number of threads. Results never depend on the number of
/// threads.
public final class Device {
    private final Backend backend;
    private final int threads;

    private Device(Backend backend, int threads) {
        this.backend = backend;
        this.threads = threads;
    }

    /// What is known of a device, available or not.
    ///
    /// @param reason why it is not available, or empty
    /// @param remedy what would make it available, or faster, or empty
    public record Info(
            String name, String description, boolean isAvailable, String reason, String remedy) {}

    /// The fastest device that is available here, with a thread for each processor.
    public static Device best() {
        return backends().stream()
                .filter(backend -> backend.availability().isAvailable())
                .findFirst()
                .map(backend -> new Device(backend, Runtime.getRuntime().availableProcessors()))
                .orElseThrow();
    }

    /// The device of a name, with a thread for each processor.
    ///
    /// @throws IllegalArgumentException if there is none of this name, or it is not available here
    public static Device named(String name) {
        List<Backend> all = backends();
        Backend backend =
                all.stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no device \""
                                                + name
                                                + "\"; there are "
                                                + all.stream()
                                                        .map(Backend::name)
                                                        .collect(Collectors.joining(", "))));
        Availability availability = backend.availability();
        if (!availability.isAvailable()) {
            throw new IllegalArgumentException(
                    "device \""
                            + name
                            + "\" is not available: "
                            + availability.reason()
                            + "; "
                            + availability.remedy());
        }
        return new Device(backend, Runtime.getRuntime().availableProcessors());
    }

    /// All devices, the preferred first.
    public static List<Info> all() {
        return backends().stream()
                .map(backend ->
                        new Info(
                                backend.name(),
                                backend.description(),
                                backend.availability().isAvailable(),
                                backend.availability().reason(),
                                backend.availability().isAvailable()
                                        ? backend.advice().orElse("")
                                        : backend.availability().remedy()))
                .toList();
    }

    private static List<Backend> backends() {
        return ServiceLoader.load(Backend.class, Device.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(Backend::preference).reversed())
                .toList();
    }

    /// This device with at most the given number of threads.
    ///
    /// @throws IllegalArgumentException if the number is below 1
    public Device withThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "the number of threads is at least 1, but got " + count);
        }
        return new Device(backend, count);
    }

    /// The backend's name.
    public String name() {
        return backend.name();
    }

    /// How many threads a computation may use.
    public int threads() {
        return threads;
    }

    /// What would make it faster here, in one line; empty where nothing is missing.
    public Optional<String> advice() {
        return backend.advice();
    }

    /// Compiles a graph with inputs of its own.
    public Executable compile(Graph graph) {
        return compile(graph, new State());
    }

    /// Compiles a graph that reads and updates the arrays of a state.
    ///
    /// @throws org.glissade.tensor.ShapeException if an array of the state does not have its
    ///   input's type
    public Executable compile(Graph graph, State state) {
        Advice.printOnce(backend);
        return new Executable(graph, state, backend, threads);
    }

    /// What compiling a graph would come to, above all the memory that it would take; takes none of
    /// it.
    public CompileReport plan(Graph graph) {
        return Executable.compile(graph, backend, threads).report();
    }

    /// `cpu (2 threads)`.
    @Override
    public String toString() {
        return name() + " (" + threads + (threads == 1 ? " thread)" : " threads)");
    }
}
