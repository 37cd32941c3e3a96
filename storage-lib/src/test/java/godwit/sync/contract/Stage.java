package godwit.sync.contract;

import godwit.sync.ManualClock;
import godwit.sync.SyncStorage;
import godwit.sync.SyncUser;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** One binding with a storage for all tests, whose clock only moves forwards. */
final class Stage implements AutoCloseable {
  /** In 2030: late enough that no server's own sweeper takes records for expired. */
  static final long START_MILLIS = 1_900_000_000_000L;

  private static final int FIRST_UID = 1_001;

  final StorageBinding binding;
  final ManualClock clock = new ManualClock(START_MILLIS);
  final SyncStorage storage;
  private final AtomicLong users = new AtomicLong(FIRST_UID);

  Stage(StorageBinding binding) {
    this.binding = binding;
    this.storage = binding.open(clock);
  }

  /** A user whom nobody has seen yet. */
  SyncUser newUser() {
    return user(users.getAndIncrement());
  }

  /** The user with that uid, and an account and a key made of it. */
  static SyncUser user(long uid) {
    return new SyncUser(
        uid,
        String.format(Locale.ROOT, "%032x", uid),
        String.format(Locale.ROOT, "%013d-kid%d", START_MILLIS - uid, uid));
  }

  @Override
  public void close() {
    storage.close();
    binding.close();
  }
}
