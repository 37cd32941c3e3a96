package godwit.pipelines.purge;

import godwit.sweep.Owner;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where a purge has judged rows and has not deleted them yet. */
final class MeetingPoint {
  private MeetingPoint() {}

  /** The same store, which shows somebody the rows that it is about to delete, and waits. */
  static SweepStore of(SweepStore store, BiConsumer<Owner, List<SweepRow>> visitor) {
    return (SweepStore)
        Proxy.newProxyInstance(
            SweepStore.class.getClassLoader(),
            new Class<?>[] {SweepStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("delete") && arguments[0] instanceof Owner owner) {
                visitor.accept(owner, rows(arguments[2]));
              }
              return call(store, method, arguments);
            });
  }

  private static List<SweepRow> rows(Object argument) {
    return ((List<?>) argument).stream().map(SweepRow.class::cast).toList();
  }

  private static @Nullable Object call(SweepStore store, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
