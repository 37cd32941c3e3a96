package godwit.pipelines.quota;

import static java.util.Collections.disjoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.cloud.spanner.Statement;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.ShardContent;
import godwit.pipelines.TargetContent;
import godwit.pipelines.audit.AuditPipeline;
import godwit.pipelines.audit.AuditReport;
import godwit.pipelines.audit.AuditSettings;
import godwit.pipelines.figures.UsageByName;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.policy.TrimRule;
import godwit.pipelines.run.RunControl;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.record.RecordKind;
import godwit.testdata.record.SyntheticRecords;
import godwit.testdata.user.SyntheticUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotas of both sides, compared by readers that share no code with what is tested. */
class QuotaIT {
  private static final Set<String> TRIMMED = Set.of("4");
  private static final TrimRule TRIMS = new TrimRule(Set.of("history"));

  @SuppressWarnings("NullAway.Init")
  private Rehearsal rehearsal;

  @SuppressWarnings("NullAway.Init")
  private Instant now;

  @BeforeEach
  void setUp() {
    rehearsal = Rehearsal.of(Workload.of(21, 40).withMedianRows(25).withHoarders(1_200, 1_200));
    now = rehearsal.loaded().workload().now();
  }

  @AfterEach
  void tearDown() {
    rehearsal.close();
  }

  /** The shard of syncstorage-rs is the one that keeps counters. */
  private StoreScope shard(int number) {
    String name = rehearsal.loaded().shards().get(number).name();
    return new StoreScope(rehearsal.config(), List.of(name), false);
  }

  private StoreScope target() {
    return new StoreScope(rehearsal.config(), List.of(), true);
  }

  private ShardContent content(int number) {
    return ShardContent.of(rehearsal, rehearsal.loaded().shards().get(number));
  }

  private static QuotaReport run(StoreScope scope, QuotaSettings settings) {
    return QuotaPipeline.run(scope, settings, List.of(), new RunControl());
  }

  private QuotaSettings recount(boolean execute) {
    return QuotaSettings.recount(QuotaRule.DEFAULT, now, execute);
  }

  private QuotaSettings enforce(long limit, TrimRule trims, boolean execute) {
    return QuotaSettings.enforce(
        new QuotaRule(limit),
        EnforcePlan.DEFAULT.trimming(trims),
        TombstonePolicy.DEFAULT,
        now,
        execute);
  }

  private void spoilShard() throws SQLException {
    try (Connection connection = rehearsal.connect(rehearsal.loaded().shards().get(1));
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute("UPDATE user_collections SET count = NULL WHERE collection = 4");
      statement.execute("UPDATE user_collections SET total_bytes = 7 WHERE collection = 7");
    }
  }

  @Test
  void recount_rightsShardsCountersAndNothingElse() throws SQLException {
    spoilShard();
    ShardContent before = content(1);

    QuotaReport rehearsed = run(shard(1), recount(false));
    assertThat(content(1)).isEqualTo(before);
    QuotaReport report = run(shard(1), recount(true));

    ShardContent after = content(1);
    assertThat(after.rows()).isEqualTo(before.rows());
    assertThat(after.times()).isEqualTo(before.times());
    assertThat(after.counters().values()).noneMatch(line -> line.contains("-"));
    assertThat(after.counters()).isEqualTo(after.recounted());
    long off = report.counters().unknown() + report.counters().drifted();
    assertThat(report.counters().righted()).isEqualTo(off).isPositive();
    assertThat(rehearsed.counters().unknown() + rehearsed.counters().drifted()).isEqualTo(off);
    assertThat(run(shard(1), recount(true)).counters().righted()).isZero();
  }

  @Test
  void recount_rightsTheTargetsCountersAndNothingElse() {
    Move.migrate(rehearsal.config());
    for (String sql :
        List.of(
            "UPDATE user_collections SET count = NULL WHERE collection_id = 4",
            "UPDATE user_collections SET total_bytes = 7 WHERE collection_id = 7")) {
      rehearsal
          .database()
          .client()
          .readWriteTransaction()
          .run(transaction -> transaction.executeUpdate(Statement.of(sql)));
    }
    TargetContent before = TargetContent.of(rehearsal.database());

    QuotaReport report = run(target(), recount(true));

    TargetContent after = TargetContent.of(rehearsal.database());
    assertThat(after.rows()).isEqualTo(before.rows());
    assertThat(after.collections()).isEqualTo(before.recounted());
    assertThat(report.counters().righted()).isPositive();
  }

  @Test
  void shardsWithoutCounters_areNamed() {
    QuotaReport report = run(shard(0), recount(true));

    assertThat(report.counters().uncounted()).hasSize(1);
    assertThat(report.counters().checked()).isZero();
  }

  @Test
  void report_countsUsersForOtherLimits() {
    QuotaReport all = run(shard(0), QuotaSettings.report(QuotaRule.DEFAULT, List.of(), now));
    long third = all.top().get(2).bytes();

    QuotaReport report =
        run(shard(0), QuotaSettings.report(QuotaRule.DEFAULT, List.of(new QuotaRule(third)), now));

    assertThat(report.over()).isZero();
    assertThat(report.limits().get(0).bytes()).isEqualTo(third);
    assertThat(report.limits().get(0).over()).isEqualTo(3);
  }

  @Test
  void enforce_rehearsesWithoutChangingAnything() {
    ShardContent before = content(1);
    long limit = limit(1);

    QuotaReport report = run(shard(1), enforce(limit, TRIMS, false));

    assertThat(content(1)).isEqualTo(before);
    assertThat(report.over()).isPositive();
    assertThat(report.freed()).isNotEmpty();
  }

  @Test
  void enforce_bringsUsersOfShardsBelowTheLimit() throws SQLException {
    spoilShard();
    for (int number : new int[] {0, 1}) {
      long limit = limit(number);
      ShardContent before = content(number);
      QuotaReport rehearsed = run(shard(number), enforce(limit, TRIMS, false));

      QuotaReport report = run(shard(number), enforce(limit, TRIMS, true));

      ShardContent after = content(number);
      assertOnlyWhatMayGo(before.rows(), after.rows(), live(number));
      assertThat(after.times()).isEqualTo(before.times());
      assertThat(after.counters()).isEqualTo(after.recounted());
      assertThat(after.counters().values()).noneMatch(line -> line.contains("-"));
      assertThat(report.freed()).isEqualTo(rehearsed.freed());
      assertThat(report.stillOver())
          .isEqualTo(bytes(after.rows()).values().stream().filter(sum -> sum >= limit).count())
          .isLessThan(report.over());
    }
  }

  @Test
  void enforce_bringsUsersOfTheTargetBelowTheLimit() {
    Move.migrate(rehearsal.config());
    TargetContent before = TargetContent.of(rehearsal.database());
    long limit =
        run(target(), QuotaSettings.report(QuotaRule.DEFAULT, List.of(), now)).top().get(3).bytes();

    QuotaReport report = run(target(), enforce(limit, TRIMS, true));

    TargetContent after = TargetContent.of(rehearsal.database());
    assertThat(report.over()).isEqualTo(4);
    assertThat(report.stillOver()).isLessThan(4);
    assertThat(after.rows().size()).isLessThan(before.rows().size());
    assertThat(before.rows()).containsAllEntriesOf(after.rows());
    assertThat(after.collections()).isEqualTo(after.recounted());
    assertThat(times(after)).isEqualTo(times(before));
  }

  @Test
  void enforce_withoutTrimsLeavesLiveRecordsAlone() {
    ShardContent before = content(1);

    run(shard(1), enforce(1, TrimRule.NONE, true));

    Set<String> gone = new TreeSet<>(before.rows().keySet());
    gone.removeAll(content(1).rows().keySet());
    assertThat(gone).isNotEmpty().matches(keys -> disjoint(keys, live(1)));
  }

  @Test
  void report_tellsTombstonesOfEachStoreByMonth() {
    QuotaReport report = run(shard(1), QuotaSettings.report(QuotaRule.DEFAULT, List.of(), now));

    Map<String, String> rows = content(1).rows();
    assertThat(report.tombstones())
        .hasSizeGreaterThan(2)
        .allMatch(one -> one.store().equals(rehearsal.loaded().shards().get(1).name()));
    long certain = report.tombstones().stream().mapToLong(one -> one.usage().rows()).sum();
    assertThat(certain).isPositive().isLessThan(rows.size());
    assertThat(certain).isEqualTo(auditedTombstones(1));
  }

  /** The same by a run that goes about it another way. */
  private long auditedTombstones(int number) {
    AuditReport audit =
        AuditPipeline.run(
            shard(number),
            new AuditSettings(now, TombstonePolicy.DEFAULT, QuotaRule.DEFAULT, 1_000, false),
            List.of(),
            new RunControl());
    return audit.tombstones().stream()
        .filter(sum -> TombstonePolicy.ALLOWED.contains(sum.name()))
        .mapToLong(UsageByName.Sum::rows)
        .sum();
  }

  @Test
  void enforce_namesWhatItDeletedInAManifestOfEachStore(@TempDir Path folder) throws IOException {
    StoreScope both =
        new StoreScope(
            rehearsal.config(),
            rehearsal.loaded().shards().stream().map(LoadedShard::name).toList(),
            false);
    Map<String, String> before = new TreeMap<>(content(0).rows());
    QuotaSettings settings =
        QuotaSettings.enforce(
            new QuotaRule(limit(0)),
            EnforcePlan.DEFAULT
                .trimming(TRIMS)
                .waitingBy(new LoadRule(1_000, -1))
                .namedIn(folder.resolve("out.jsonl").toString()),
            TombstonePolicy.DEFAULT,
            now,
            true);

    QuotaReport report = run(both, settings);

    String first = rehearsal.loaded().shards().get(0).name();
    before.keySet().removeAll(content(0).rows().keySet());
    assertThat(named(folder.resolve("out-" + first + ".jsonl")))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            before.keySet().stream().map(key -> key.replaceFirst("/\\d+/", "/")).toList());
    assertThat(report.freed()).isNotEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(both, settings))
        .withMessageContaining("out-" + first + ".jsonl");
  }

  /** The records that a manifest names, as {@code user/id}. */
  private static List<String> named(Path manifest) throws IOException {
    List<String> named = new ArrayList<>();
    for (String line : Files.readAllLines(manifest)) {
      JsonNode node = JsonMapper.builder().build().readTree(line);
      if (node.has("id")) {
        named.add(node.path("user").asText() + "/" + node.path("id").asText());
        assertThat(node.path("reason").asText()).isIn("EXPIRED", "STALE_TOMBSTONE", "TRIMMED");
      }
    }
    return named;
  }

  @Test
  void enforce_takesOnlyTheStepsThatAreNamed() {
    EnforcePlan plan =
        new EnforcePlan(List.of(QuotaStep.TOMBSTONES), TrimRule.NONE, LoadRule.NONE, null);

    QuotaReport report =
        run(
            shard(1),
            QuotaSettings.enforce(new QuotaRule(1), plan, TombstonePolicy.DEFAULT, now, true));

    assertThat(report.freed()).containsOnlyKeys(QuotaStep.TOMBSTONES);
    assertThat(report.freed().values()).allMatch(freed -> freed.rows() > 0);
    assertThat(run(shard(1), enforce(1, TrimRule.NONE, false)).freed())
        .containsKey(QuotaStep.EXPIRED);
  }

  /** Nine tenths of the largest user's bytes: so much is free without what somebody typed. */
  private long limit(int number) {
    return run(shard(number), QuotaSettings.report(QuotaRule.DEFAULT, List.of(), now))
            .top()
            .get(0)
            .bytes()
        / 10
        * 9;
  }

  private static void assertOnlyWhatMayGo(
      Map<String, String> before, Map<String, String> after, Set<String> live) {
    assertThat(before).containsAllEntriesOf(after);
    Set<String> gone = new TreeSet<>(before.keySet());
    gone.removeAll(after.keySet());
    assertThat(gone).isNotEmpty();
    gone.removeIf(key -> TRIMMED.contains(key.split("/")[1]));
    assertThat(gone).matches(keys -> disjoint(keys, live));
  }

  /** Payload bytes by user, from the rows. */
  private static Map<String, Long> bytes(Map<String, String> rows) {
    Map<String, Long> bytes = new TreeMap<>();
    rows.forEach(
        (key, line) ->
            bytes.merge(
                key.substring(0, key.indexOf('/')),
                Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)),
                Long::sum));
    return bytes;
  }

  private static Map<String, String> times(TargetContent content) {
    Map<String, String> times = new TreeMap<>();
    content.collections().forEach((key, line) -> times.put(key, line.split(" ")[0]));
    return times;
  }

  /** Keys of the live records in the standard collections, by their labels. */
  private Set<String> live(int number) {
    Workload workload = rehearsal.loaded().workload();
    Set<String> live = new HashSet<>();
    new SyntheticUsers(workload)
        .all()
        .flatMap(user -> user.holdings().stream())
        .filter(holding -> holding.assignment().shard() == number)
        .forEach(
            holding ->
                new SyntheticRecords(workload, holding)
                    .stream()
                        .filter(row -> row.label().kind() == RecordKind.LIVE)
                        .filter(row -> !row.label().expired())
                        .forEach(
                            row ->
                                godwit.model.Collections.standardId(row.collection())
                                    .ifPresent(
                                        id ->
                                            live.add(
                                                holding.assignment().uid()
                                                    + "/"
                                                    + id
                                                    + "/"
                                                    + row.id()))));
    return live;
  }
}
