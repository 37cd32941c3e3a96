package godwit.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order of Spanner's STRING keys: by the bytes of their UTF-8 form, unsigned. */
public final class Utf8Order {
  /**
   * Compares bytewise. Differs from {@link String#compareTo} only beyond the basic multilingual
   * plane, where UTF-16 sorts surrogates before some smaller code points.
   */
  public static final Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private Utf8Order() {}
}
