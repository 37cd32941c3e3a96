package godwit.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items in the order asked for
 * @param next where the rest begins, or null if this was the last part. A limit of 0 gives no items
 *     and, if any record matches, the request's own offset, or 0
 */
public record Page<T>(List<T> items, @Nullable Offset next) {
  /** Keeps a copy. */
  public Page {
    items = List.copyOf(items);
  }
}
