package godwit.sync;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a list begins: {@code N}, or {@code MILLIS:N}, the form that survives
 * changes before it. Opaque to clients, but both forms of the reference server are understood.
 *
 * @param millis time of the last record handed out, in milliseconds since the epoch, or null
 * @param skip how many records to leave out: from the start, or from those at or past {@code
 *     millis}
 */
public record Offset(@Nullable Long millis, long skip) {
  private static final Pattern FORM = Pattern.compile("(?:(\\d{1,19}):)?(\\d{1,19})");

  /** Rejects negative parts. */
  public Offset {
    if (skip < 0 || (millis != null && millis < 0)) {
      throw new IllegalArgumentException("negative offset");
    }
  }

  /** Reads either form; nothing if it is neither, or out of the range of a long. */
  public static Optional<Offset> parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      String millis = form.group(1);
      return Optional.of(
          new Offset(millis == null ? null : Long.valueOf(millis), Long.parseLong(form.group(2))));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  /**
   * Where the page after this one begins.
   *
   * @param request the request's own offset, or null
   * @param page what it got; may be empty
   * @param sorting its order
   * @param millis the time of a record, in milliseconds since the epoch
   */
  public static <T> Offset after(
      @Nullable Offset request, List<T> page, Sorting sorting, Function<T, Long> millis) {
    long skipped = request == null ? 0 : request.skip;
    if (page.isEmpty()) {
      return request == null ? new Offset(null, 0) : request;
    }
    if (sorting == Sorting.INDEX) {
      return new Offset(null, skipped + page.size());
    }
    long bound = millis.apply(page.get(page.size() - 1));
    int same = 0;
    for (int i = page.size() - 1; i >= 0 && millis.apply(page.get(i)) == bound; i--) {
      same++;
    }
    boolean goesOn =
        same == page.size() && request != null && Long.valueOf(bound).equals(request.millis);
    return new Offset(bound, goesOn ? same + skipped : same);
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return millis == null ? Long.toString(skip) : millis + ":" + skip;
  }
}
