package godwit.cli.session;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Hands SIGINT and SIGTERM to a {@link Stopping}. A shutdown hook would not do: the hooks of the
 * embedded servers run beside it, and would take the databases away before the safe point.
 */
public final class Signals {
  private Signals() {}

  /** Installs the handlers, where the JVM lets us; without them a signal ends the process. */
  public static void handOver(Stopping stopping, PrintWriter err) {
    for (String name : new String[] {"INT", "TERM"}) {
      try {
        install(name, stopping, err);
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // Not this JVM, or the signal is taken. A killed run resumes all the same.
        return;
      }
    }
  }

  /** By reflection, since the class is outside of what {@code --release} lets us name. */
  private static void install(String name, Stopping stopping, PrintWriter err)
      throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    InvocationHandler onSignal =
        (proxy, method, arguments) -> {
          if (method.getName().equals("handle")) {
            onSignal(stopping, err);
            return null;
          }
          return method.invoke(Signals.class, arguments);
        };
    Object proxy =
        Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, onSignal);
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
  }

  private static void onSignal(Stopping stopping, PrintWriter err) {
    if (stopping.request()) {
      err.println("Stopping at the next safe point. Once more to stop at once.");
    } else {
      System.exit(ExitCode.INTERRUPTED.status());
    }
  }
}
