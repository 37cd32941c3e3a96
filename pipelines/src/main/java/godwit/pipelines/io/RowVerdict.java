package godwit.pipelines.io;

import godwit.model.Bso;
import godwit.pipelines.deadletter.Cause;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a row: exactly one of the three.
 *
 * @param kind which
 * @param bso the record to write, only with WRITE
 * @param cause why not, only with DEAD
 * @param detail one sentence, empty unless DEAD
 */
public record RowVerdict(Kind kind, @Nullable Bso bso, @Nullable Cause cause, String detail) {
  /** The three ends of a row. */
  public enum Kind {
    WRITE,
    EXPIRED,
    DEAD
  }

  static final RowVerdict EXPIRED = new RowVerdict(Kind.EXPIRED, null, null, "");

  static RowVerdict write(Bso bso) {
    return new RowVerdict(Kind.WRITE, bso, null, "");
  }

  static RowVerdict dead(Cause cause, String detail) {
    return new RowVerdict(Kind.DEAD, null, cause, detail);
  }
}
