package godwit.storage.spanner;

import godwit.model.Bso;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.UserKey;
import godwit.storage.CollectionDigest;
import godwit.storage.Write;
import godwit.storage.spanner.schema.SpannerSchema;
import godwit.testdata.server.EmbeddedSpanner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database of its own on the shared emulator, and rows to put into it. */
public final class SpannerFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final UserKey ALICE = user("aaaa0000aaaa0000aaaa0000aaaa0000");
  static final UserKey BOB = user("bbbb0000bbbb0000bbbb0000bbbb0000");
  static final int BOOKMARKS = 7;

  private static final long MODIFIED = 1_700_000_000_120L;

  public final SpannerDatabase database;
  public final SpannerTarget target;

  private SpannerFixture(SpannerConfig config) {
    this.database = SpannerDatabase.open(config);
    this.target = SpannerTarget.open(database);
  }

  /** An empty database with the whole schema and the standard rows. */
  public static SpannerFixture create(String name) {
    var config = EmbeddedSpanner.shared().createDatabase(name, SpannerSchema.current().ddl());
    var fixture = new SpannerFixture(config);
    SpannerSchema.current().apply(fixture.database);
    return fixture;
  }

  public static UserKey user(String uid) {
    return new UserKey(uid, "0001700000000-AAAAAAAAAAAAAAAAAAAAAA");
  }

  static Bso bso(String id, @Nullable Integer sortIndex, String payload) {
    return new Bso(id, sortIndex, payload, SyncTimestamp.ofMillis(MODIFIED), Expiry.PYTHON_NEVER);
  }

  static Write.PutCollection parent(UserKey user) {
    return new Write.PutCollection(user, BOOKMARKS, MODIFIED * 1_000, 1, 1);
  }

  static Write.PutBso put(UserKey user, Bso bso) {
    return new Write.PutBso(user, BOOKMARKS, bso);
  }

  static List<Write> withParent(UserKey user, Bso bso) {
    return List.of(parent(user), put(user, bso));
  }

  /** The bookmarks of one user among the answers for many; empty if there are none. */
  static CollectionDigest bookmarks(
      Map<UserKey, Map<Integer, CollectionDigest>> answers, UserKey user) {
    return answers.getOrDefault(user, Map.of()).getOrDefault(BOOKMARKS, CollectionDigest.EMPTY);
  }

  @Override
  public void close() {
    target.close();
  }
}
