package godwit.sync.protocol;

import godwit.model.CollectionName;
import godwit.sync.BsoChange;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keys that a broken client encrypted with an initialisation vector of zeros. Once stored they
 * would lock every device of the user out, so they are not taken.
 */
public final class BrokenCrypto {
  private static final CollectionName COLLECTION = new CollectionName("crypto");
  private static final Pattern ZERO_VECTOR =
      Pattern.compile("IV\":\\s*+\"AAAAAAAAAAAAAAAAAAAAAA==");

  private BrokenCrypto() {}

  /**
   * Looks at what is about to be stored.
   *
   * @throws Refused with 400 if it holds such keys
   */
  public static void refuse(CollectionName collection, List<BsoChange> changes) {
    if (!collection.equals(COLLECTION)) {
      return;
    }
    for (BsoChange change : changes) {
      if (change.payload() != null && ZERO_VECTOR.matcher(change.payload()).find()) {
        throw Refused.with(400, ErrorCode.INVALID_BSO);
      }
    }
  }
}
