package org.glissade.cli;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Hears SIGINT (Ctrl-C), SIGTERM and SIGHUP while a training runs: the first asks it to stop, the
/// second ends the process at once.
///
/// A shutdown hook could not do that, for the JVM takes no second signal while hooks run. What can
/// is `sun.misc.Signal` of the module `jdk.unsupported`; it is called by reflection because the
/// compiler warns of its name wherever it stands. Without that module signals end the process, as
/// they always did.
final class Signals implements BooleanSupplier, AutoCloseable {
    private final PrintStream err;
    private final List<Runnable> undo = new ArrayList<>();
    private volatile boolean isHeard;

    Signals(PrintStream err) {
        this.err = err;
        try {
            Access access = new Access();
            Object handler = access.handler(this::hear);
            for (String name : List.of("INT", "TERM", "HUP")) {
                listen(access, name, handler);
            }
        } catch (ReflectiveOperationException _) {
            // No such class here.
        }
    }

    private void listen(Access access, String name, Object handler)
            throws ReflectiveOperationException {
        Object before;
        try {
            before = access.handle(name, handler);
        } catch (InvocationTargetException _) {
            // Windows has no SIGHUP, and -Xrs keeps all of them from Java.
            return;
        }
        if (before.equals(access.ignored())) {
            // Whoever started this process wants it so, such as nohup.
            access.handle(name, before);
            return;
        }
        undo.add(() -> {
            try {
                access.handle(name, before);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("what was done can be undone", impossible);
            }
        });
    }

    private void hear() {
        if (isHeard) {
            Runtime.getRuntime().halt(Exit.INTERRUPTED);
        }
        isHeard = true;
        err.println();
        err.println("stopping after this step; once more, and it ends at once");
        err.flush();
    }

    /// Whether a signal was heard.
    @Override
    public boolean getAsBoolean() {
        return isHeard;
    }

    /// Signals do again what they did before.
    @Override
    public void close() {
        undo.forEach(Runnable::run);
    }

    /// The two types of `sun.misc`.
    private static final class Access {
        private final Class<?> signal = Class.forName("sun.misc.Signal");
        private final Class<?> handler = Class.forName("sun.misc.SignalHandler");

        Access() throws ClassNotFoundException {
            // The fields are all there is to it.
        }

        /// A handler that runs this on each signal.
        @SuppressWarnings("ReferenceEquality") // a proxy equals itself alone
        Object handler(Runnable reaction) {
            return Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) ->
                            switch (method.getName()) {
                                case "handle" -> react(reaction);
                                case "equals" -> proxy == arguments[0];
                                case "hashCode" -> System.identityHashCode(proxy);
                                default -> "Signals";
                            });
        }

        private static @Nullable Object react(Runnable reaction) {
            reaction.run();
            return null;
        }

        /// Sets the handler of a signal.
        ///
        /// @return the one before
        Object handle(String name, Object chosen) throws ReflectiveOperationException {
            Object one = signal.getConstructor(String.class).newInstance(name);
            return signal.getMethod("handle", signal, handler).invoke(null, one, chosen);
        }

        /// The handler of signals that are ignored.
        Object ignored() throws ReflectiveOperationException {
            return handler.getField("SIG_IGN").get(null);
        }
    }
}
