package godwit.pipelines.plan;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A share of all accounts, the same accounts in every run: account {@code u} is in {@code from:to}
 * if {@code CRC32(u) mod 100} is at least {@code from} and below {@code to}.
 *
 * @param from 0 to 99
 * @param to 1 to 100, above {@code from}
 */
public record Percent(int from, int to) implements Serializable {
  /** Every account. */
  public static final Percent ALL = new Percent(0, 100);

  private static final Pattern FORM = Pattern.compile("(\\d{1,3}):(\\d{1,3})");

  /** Rejects empty and impossible shares. */
  public Percent {
    if (from < 0 || to > 100 || from >= to) {
      throw new IllegalArgumentException(
          "not a share: '" + from + ":" + to + "'; write FROM:TO with 0 <= FROM < TO <= 100");
    }
  }

  /** Reads {@code from:to}, such as {@code 0:5} for the first twentieth. */
  public static Percent parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "not a share: '" + text + "'; write FROM:TO, such as 0:5 for the first 5 percent");
    }
    return new Percent(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** Whether the account belongs to the share. */
  public boolean includes(String fxaUid) {
    var crc = new CRC32();
    crc.update(fxaUid.getBytes(StandardCharsets.UTF_8));
    long slot = crc.getValue() % 100;
    return slot >= from && slot < to;
  }
}
