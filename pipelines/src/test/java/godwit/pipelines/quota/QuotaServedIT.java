package godwit.pipelines.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.Usage;
import godwit.pipelines.ServedStore;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.policy.TrimRule;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.StorageException;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.schema.SpannerSchema;
import godwit.sync.SyncClock;
import godwit.sync.SyncStorage;
import godwit.sync.mysql.MySqlStorage;
import godwit.sync.mysql.MySqlSyncConfig;
import godwit.sync.mysql.MySqlSyncSchema;
import godwit.sync.spanner.SpannerStorage;
import godwit.testdata.client.Account;
import godwit.testdata.client.Reply;
import godwit.testdata.client.SyncClient;
import godwit.testdata.server.EmbeddedMySql;
import godwit.testdata.server.EmbeddedSpanner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A user over the quota as clients see it, before and after an enforcement. */
class QuotaServedIT {
  private static final long LIMIT = 40_000;
  private static final String SCHEMA = "quota_served_" + ProcessHandle.current().pid();
  private static final List<String> TYPED =
      List.of("bookmarks", "passwords", "addresses", "creditcards");

  /** No server of that name is asked. */
  private static final SpannerConfig UNUSED = new SpannerConfig("p", "i", "d", null);

  private static StoreScope shard(MySqlConfig database) {
    var shard = new ShardConfig("own", "https://own.example.org", database);
    return new StoreScope(
        new MoveConfig(List.of(shard), database, UNUSED, UNUSED, CopyPolicy.DEFAULT),
        List.of("own"),
        false);
  }

  private static StoreScope target(SpannerConfig target) {
    var nowhere = new MySqlConfig("jdbc:mysql://unknown/unknown", "nobody", null, 1);
    var shard = new ShardConfig("none", "https://none.example.org", nowhere);
    return new StoreScope(
        new MoveConfig(List.of(shard), nowhere, target, target, CopyPolicy.DEFAULT),
        List.of(),
        true);
  }

  @Test
  void enforcementOnMySql_letsTheServerAcceptWritesAgain() {
    EmbeddedMySql server = EmbeddedMySql.shared();
    server.createSchema(SCHEMA);
    MySqlConfig database = server.config(SCHEMA);
    MySqlSyncSchema.apply(database);
    SyncStorage storage = MySqlStorage.open(MySqlSyncConfig.of(database), SyncClock.system());

    prove(storage, shard(database));
  }

  @Test
  void enforcementOnSpanner_letsTheServerAcceptWritesAgain() {
    SpannerSchema schema = SpannerSchema.current().withoutChangeStream();
    SpannerConfig config = EmbeddedSpanner.shared().createDatabase("quota-served", schema.ddl());
    SpannerDatabase database = SpannerDatabase.open(config);
    schema.apply(database);
    SyncStorage storage = SpannerStorage.open(database, SyncClock.system());

    prove(storage, target(config));
  }

  private static void prove(SyncStorage storage, StoreScope scope) {
    try (ServedStore server = ServedStore.start(storage, LIMIT);
        SyncClient device = server.device(Account.numbered(77))) {
      fill(device);
      assertRefused(device);
      Map<String, String> typed = typed(device);
      String times = ok(device.get("/info/collections")).body();

      QuotaReport dry = enforce(scope, false);
      assertRefused(device);
      // By a host whose clock is a day ahead, live tabs would go.
      assertThatThrownBy(() -> run(scope, aDayAhead(true)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("clock");
      assertThat(ok(device.get("/storage/tabs")).array()).containsExactly("t");
      QuotaReport report = enforce(scope, true);

      assertThat(report.over()).isEqualTo(1);
      assertThat(report.stillOver()).isZero();
      assertThat(report.freed()).isEqualTo(dry.freed());
      // The tabs had expired by then; of the history it takes the oldest three.
      assertThat(report.freed())
          .containsEntry(QuotaStep.EXPIRED, new Usage(1, 3_000))
          .containsEntry(QuotaStep.TRIMS, new Usage(3, 6_000));
      assertThat(typed(device)).isEqualTo(typed);
      assertThat(ok(device.get("/info/collections")).body()).isEqualTo(times);
      assertThat(ok(device.get("/storage/history")).array())
          .hasSize(17)
          .doesNotContain("h00", "h01", "h02");
      ok(device.put("/storage/bookmarks/new", payload(100)));
    }
  }

  /** 4 KB that somebody typed, 3 KB of tabs for an hour, and 40 KB of history. */
  private static void fill(SyncClient device) {
    for (String collection : TYPED) {
      ok(device.put("/storage/" + collection + "/one", payload(1_000)));
    }
    ok(device.put("/storage/tabs/t", payload(3_000).replace("{", "{\"ttl\":3600,")));
    for (int from = 0; from < 20; from += 4) {
      String records =
          IntStream.range(from, from + 4)
              .mapToObj(i -> payload(2_000).replace("{", "{\"id\":\"h%02d\",".formatted(i)))
              .collect(Collectors.joining(",", "[", "]"));
      ok(device.post("/storage/history", records));
    }
  }

  /** A day later on purpose: what lives for an hour only has expired. */
  private static QuotaReport enforce(StoreScope scope, boolean execute) {
    return run(scope, aDayAhead(execute).atMadeUpMoment());
  }

  private static QuotaReport run(StoreScope scope, QuotaSettings settings) {
    return QuotaPipeline.run(scope, settings, List.of(), new RunControl());
  }

  private static QuotaSettings aDayAhead(boolean execute) {
    return QuotaSettings.enforce(
        new QuotaRule(LIMIT),
        EnforcePlan.DEFAULT.trimming(new TrimRule(Set.of("history"))),
        TombstonePolicy.DEFAULT,
        Instant.now().plus(1, ChronoUnit.DAYS),
        execute);
  }

  private static void assertRefused(SyncClient device) {
    Reply refused = device.put("/storage/bookmarks/refused", payload(100));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).isEqualTo("14");
  }

  private static Map<String, String> typed(SyncClient device) {
    Map<String, String> typed = new TreeMap<>();
    TYPED.forEach(name -> typed.put(name, ok(device.get("/storage/" + name + "?full=1")).body()));
    return typed;
  }

  private static String payload(int length) {
    return "{\"payload\":\"" + "x".repeat(length) + "\"}";
  }

  private static Reply ok(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply;
  }
}
