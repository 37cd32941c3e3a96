package godwit.sync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.sync.CollectionWriter;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncUser;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is counted for a user whose counters are over the quota, and how often. */
class WriteQuotaTest {
  private static final long LIMIT = 1_000;
  private static final SyncUser USER = new SyncUser(1, "uid", "kid");

  private long nanos;
  private long counters = LIMIT;
  private long stored = LIMIT;
  private int counts;

  private final WriteQuota quota =
      new WriteQuota(
          new QuotaPolicy(LIMIT, QuotaPolicy.Mode.ENFORCED), RequestListener.NONE, () -> nanos);
  private final CollectionWriter session = session();

  /** Answers what the two questions of a quota ask, and nothing else. */
  private CollectionWriter session() {
    return (CollectionWriter)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {CollectionWriter.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "storedBytes" -> counters;
                  case "countedBytes" -> count();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private long count() {
    counts++;
    return stored;
  }

  private void write() {
    quota.check(USER, session).run();
  }

  private void assertRefused() {
    assertThatThrownBy(this::write)
        .isInstanceOfSatisfying(
            SyncRefusal.class, e -> assertThat(e.kind()).isEqualTo(SyncRefusal.Kind.OVER_QUOTA));
  }

  @Test
  void userBelowIt_isNotCounted() {
    counters = LIMIT - 1;

    write();

    assertThat(counts).isZero();
  }

  @Test
  void userOverIt_isCountedOnceAMinuteHoweverOftenClientsTry() {
    for (int i = 0; i < 5; i++) {
      assertRefused();
    }
    assertThat(counts).isEqualTo(1);
    nanos += Duration.ofSeconds(61).toNanos();

    assertRefused();
    assertThat(counts).isEqualTo(2);
  }

  @Test
  void userWhoDeletesSomething_writesAgainAtOnce() {
    assertRefused();
    counters = LIMIT - 1;

    write();
  }

  @Test
  void userOverItByCountersOnly_writesAndIsCountedOnceAMinute() {
    stored = LIMIT - 1;

    write();
    write();

    assertThat(counts).isEqualTo(1);
  }
}
