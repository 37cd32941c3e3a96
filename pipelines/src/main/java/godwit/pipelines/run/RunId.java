package godwit.pipelines.run;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Names of runs: readable, in the order of their starts, and never the same twice. */
public final class RunId {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RunId() {}

  /** Such as {@code migrate-20261123-014500-9f3a}. */
  public static String next(String command, Clock clock) {
    byte[] tail = new byte[2];
    new SecureRandom().nextBytes(tail);
    return command + "-" + STAMP.format(clock.instant()) + "-" + HexFormat.of().formatHex(tail);
  }
}
