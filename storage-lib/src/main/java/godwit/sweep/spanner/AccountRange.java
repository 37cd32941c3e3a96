package godwit.sweep.spanner;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeyRange;
import godwit.model.UserKey;
import godwit.storage.spanner.Prefixes;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Stretches of accounts, as keys and as conditions. */
final class AccountRange {
  private static final int HEX = 16;
  private static final int MOST_DIGITS = 3;

  private AccountRange() {}

  /** The accounts that begin with a prefix. */
  static OwnerRange ofPrefix(String prefix) {
    return prefix.isEmpty() ? OwnerRange.ALL : new OwnerRange(prefix, Prefixes.successor(prefix));
  }

  /** The keys of a stretch, in any table that begins with the account, behind an owner. */
  static KeyRange keys(OwnerRange range, @Nullable Owner after) {
    KeyRange.Builder keys = KeyRange.newBuilder();
    if (after == null) {
      keys.setStart(Key.of(range.from())).setStartType(KeyRange.Endpoint.CLOSED);
    } else {
      UserKey user = user(after);
      keys.setStart(Key.of(user.fxaUid(), user.fxaKid())).setStartType(KeyRange.Endpoint.OPEN);
    }
    return range.until().isEmpty()
        ? keys.setEnd(Key.of()).setEndType(KeyRange.Endpoint.CLOSED).build()
        : keys.setEnd(Key.of(range.until())).setEndType(KeyRange.Endpoint.OPEN).build();
  }

  /** Accounts are random hex, so that as many digits more make pieces of about one size. */
  static List<OwnerRange> split(OwnerRange range, int pieces) {
    boolean isPrefix = ofPrefix(range.from()).equals(range);
    int digits = 0;
    for (int count = 1; count < pieces && digits < MOST_DIGITS; count *= HEX) {
      digits++;
    }
    if (!isPrefix || digits == 0) {
      return List.of(range);
    }
    List<OwnerRange> ranges = new ArrayList<>();
    String from = range.from();
    for (int i = 1; i < 1 << (4 * digits); i++) {
      String until = range.from() + String.format(Locale.ROOT, "%0" + digits + "x", i);
      ranges.add(new OwnerRange(from, until));
      from = until;
    }
    ranges.add(new OwnerRange(from, range.until()));
    return ranges;
  }

  static UserKey user(Owner owner) {
    if (owner instanceof Owner.Account account) {
      return account.key();
    }
    throw new IllegalArgumentException(
        "Spanner knows users by account, not by uid " + owner.shown(false));
  }
}
