package godwit.sync;

import java.math.BigInteger;
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
  private static final Pattern FORM = Pattern.compile("(?:(\\d{1,20}):)?(\\d{1,20})");

  /** The reference's numbers have 64 bits and no sign. */
  private static final BigInteger LARGEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private static final BigInteger LARGEST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  /** Rejects negative parts. */
  public Offset {
    if (skip < 0 || (millis != null && millis < 0)) {
      throw new IllegalArgumentException("negative offset");
    }
  }

  /**
   * Reads either form; nothing if it is neither, or out of the range of 64 bits without a sign.
   * What is past a long counts as the largest one: no list is that long.
   */
  public static Optional<Offset> parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Optional<Long> skip = number(form.group(2));
    if (form.group(1) == null) {
      return skip.map(number -> new Offset(null, number));
    }
    Optional<Long> millis = number(form.group(1));
    return skip.flatMap(number -> millis.map(time -> new Offset(time, number)));
  }

  private static Optional<Long> number(String digits) {
    var number = new BigInteger(digits);
    return number.compareTo(LARGEST) > 0
        ? Optional.empty()
        : Optional.of(number.min(LARGEST_LONG).longValueExact());
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
