package godwit.pipelines.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.Usage;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.Residents;
import godwit.pipelines.Residents.Resident;
import godwit.pipelines.TargetContent;
import godwit.pipelines.figures.UsageByName;
import godwit.pipelines.io.StoreScope;
import godwit.pipelines.policy.PurgeReason;
import godwit.pipelines.policy.QuotaRule;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.SecretRef;
import godwit.storage.mysql.MySqlConfig;
import godwit.testdata.Workload;
import godwit.testdata.defect.HostileShards;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.record.RecordKind;
import godwit.testdata.record.SyntheticRecords;
import godwit.testdata.server.EmbeddedMySql;
import godwit.testdata.truth.Truth;
import godwit.testdata.user.SyntheticUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit by accounts that may only read, against the truth of the generator. */
class AuditIT {
  private static final String READER = "auditor_" + ProcessHandle.current().pid();
  private static final long HUGE = 1L << 60;

  @TempDir static Path folder;
  private static Rehearsal rehearsal;
  private static MoveConfig readOnly;
  private static AuditReport report;

  @BeforeAll
  static void setUp() throws SQLException, IOException {
    rehearsal = Rehearsal.of(Workload.of(11, 60).withMedianRows(40).withHoarders(3_000));
    readOnly = readOnly(rehearsal.config());
    report = audit(readOnly, settings(QuotaRule.DEFAULT_BYTES));
  }

  @AfterAll
  static void tearDown() throws SQLException {
    rehearsal.close();
    admin("DROP USER '" + READER + "'@'127.0.0.1'");
  }

  private static AuditSettings settings(long quota) {
    return new AuditSettings(
        rehearsal.loaded().workload().now(),
        TombstonePolicy.DEFAULT,
        new QuotaRule(quota),
        2_000,
        false);
  }

  private static AuditReport audit(MoveConfig config, AuditSettings settings) {
    List<String> shards = config.shards().stream().map(ShardConfig::name).toList();
    return AuditPipeline.run(
        new StoreScope(config, shards, false), settings, List.of(), new RunControl());
  }

  /** The same servers by an account that has SELECT and nothing else. */
  private static MoveConfig readOnly(MoveConfig config) throws SQLException, IOException {
    Path password = Files.writeString(folder.resolve("password"), "only-reads");
    admin("CREATE USER '" + READER + "'@'127.0.0.1' IDENTIFIED BY 'only-reads'");
    for (LoadedShard shard : rehearsal.loaded().shards()) {
      admin("GRANT SELECT ON " + shard.schema() + ".* TO '" + READER + "'@'127.0.0.1'");
    }
    String tokens = rehearsal.loaded().tokenserverUrl();
    String schema = tokens.substring(tokens.lastIndexOf('/') + 1);
    admin("GRANT SELECT ON " + schema + ".* TO '" + READER + "'@'127.0.0.1'");
    SecretRef secret = SecretRef.file(password.toString());
    return new MoveConfig(
        config.shards().stream()
            .map(one -> new ShardConfig(one.name(), one.node(), reader(one.database(), secret)))
            .toList(),
        reader(config.tokenserver(), secret),
        config.target(),
        config.ledger(),
        config.policy());
  }

  private static MySqlConfig reader(MySqlConfig config, SecretRef secret) {
    return new MySqlConfig(config.url(), READER, secret, config.maxConnections());
  }

  private static void admin(String sql) throws SQLException {
    try (Connection connection = EmbeddedMySql.shared().connect("");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void account_canOnlyRead() {
    ShardConfig shard = readOnly.shards().get(0);

    assertThatThrownBy(
            () -> {
              try (Connection connection =
                      DriverManager.getConnection(shard.database().url(), READER, "only-reads");
                  Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM user_collections");
              }
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("denied");
  }

  @Test
  void recordsByCollection_areThoseOfTheGenerator() {
    assertThat(rows(report.usage())).isEqualTo(truth(one -> one.all().rows()));
    assertThat(report.usage().stream().mapToLong(UsageByName.Sum::bytes).sum())
        .isEqualTo(truths().stream().mapToLong(truth -> truth.all().bytes()).sum());
  }

  @Test
  void expiredRecords_areThoseOfTheGenerator() {
    assertThat(rows(report.expired())).isEqualTo(truth(one -> one.expired().rows()));
  }

  /** No live record is among them. Forms are missing: live ones may be as short. */
  @Test
  void certainTombstones_areThoseOfTheGenerator() {
    Map<String, Long> tombstones = new TreeMap<>();
    Workload workload = rehearsal.loaded().workload();
    new SyntheticUsers(workload)
        .all()
        .flatMap(user -> user.holdings().stream())
        .flatMap(holding -> new SyntheticRecords(workload, holding).stream())
        .filter(row -> row.label().kind() == RecordKind.TOMBSTONE && !row.label().expired())
        .map(row -> row.collection().text())
        .filter(name -> !name.equals("forms"))
        .forEach(name -> tombstones.merge(name, 1L, Long::sum));

    assertThat(rows(report.tombstones())).isEqualTo(tombstones).isNotEmpty();
  }

  @Test
  void everyRecord_isJudgedOnce() {
    assertThat(report.balanced()).isTrue();
    long reasons = report.staleness().values().stream().mapToLong(Usage::rows).sum();
    assertThat(reasons)
        .isEqualTo(report.certainties().getOrDefault(Certainty.CERTAIN, Usage.NONE).rows());
    Usage stale = report.staleness().getOrDefault(PurgeReason.STALE_TOMBSTONE, Usage.NONE);
    assertThat(stale.rows())
        .isPositive()
        .isEqualTo(report.stale().stream().mapToLong(UsageByName.Sum::rows).sum());
  }

  @Test
  void movableUsers_areThoseWhomAMoveMustCarry() {
    List<Resident> residents = Residents.of(rehearsal.loaded());

    assertThat(report.move().users()).isEqualTo(residents.size());
    assertThat(report.move().rows())
        .isEqualTo(residents.stream().mapToLong(Resident::rows).sum() - expiredOfResidents())
        .isPositive();
  }

  /** A move drops them. */
  private static long expiredOfResidents() {
    Workload workload = rehearsal.loaded().workload();
    long expired =
        new SyntheticUsers(workload)
            .all()
            .filter(user -> user.isCurrent(user.current()))
            .flatMap(user -> new SyntheticRecords(workload, user.current()).stream())
            .filter(row -> row.label().expired())
            .count();
    assertThat(expired).isPositive();
    return expired;
  }

  @Test
  void hoarder_isFound() {
    assertThat(finding(report, FindingCode.HOARDER).count()).isEqualTo(1);
    assertThat(report.topRows().get(0).rows()).isEqualTo(3_000);
  }

  @Test
  void quota_isJudgedByWhatIsStored() {
    long largest = report.topBytes().get(0).bytes();
    AuditReport strict = audit(readOnly, settings(largest));

    assertThat(finding(strict, FindingCode.OVER_QUOTA).examples())
        .containsExactly(report.topBytes().get(0).name());
  }

  @Test
  void dialects_areTold() {
    assertThat(report.stores())
        .extracting(AuditReport.Store::description)
        .anyMatch(text -> text.startsWith("Python server"))
        .anyMatch(text -> text.startsWith("syncstorage-rs"));
  }

  @Test
  void target_isAuditedWithoutChangingIt() {
    Move.migrate(rehearsal.config());
    TargetContent before = TargetContent.of(rehearsal.database());

    AuditReport found =
        AuditPipeline.run(
            new StoreScope(readOnly, List.of(), true),
            settings(QuotaRule.DEFAULT_BYTES),
            List.of(),
            new RunControl());

    assertThat(found.balanced()).isTrue();
    assertThat(found.total().rows()).isEqualTo(before.rows().size());
    assertThat(found.users()).isEqualTo(report.move().users());
    assertThat(TargetContent.of(rehearsal.database())).isEqualTo(before);
  }

  @Test
  void hostileRecords_areFoundByCode() throws SQLException {
    try (Rehearsal hostile = Rehearsal.of(Workload.of(12, 8).withMedianRows(20))) {
      LoadedShard shard = hostile.loaded().shards().get(1);
      long uid = Residents.withBookmarks(hostile.loaded(), shard).get(0).uid();
      try (Connection connection = hostile.connect(shard);
          Connection tokens = hostile.connectTokenserver()) {
        var plant = new HostileShards(connection, shard.layout());
        plant.orphanCollection(uid);
        plant.nonAsciiPayload(uid);
        plant.payloadOverCellLimit(uid);
        plant.negativeTime(uid);
        plant.hugeTime(uid);
        plant.recordWithoutCollection(uid);
        plant.userWithoutAssignment(HUGE);
        long other = Residents.of(hostile.loaded()).get(0).uid();
        HostileShards.brokenClientState(tokens, other, "");
      }

      AuditReport found = audit(hostile.config(), settings(QuotaRule.DEFAULT_BYTES));

      assertThat(finding(found, FindingCode.ORPHAN_COLLECTION).rows()).isEqualTo(1);
      assertThat(finding(found, FindingCode.NON_ASCII_PAYLOAD).rows()).isEqualTo(1);
      assertThat(finding(found, FindingCode.OVERSIZE).rows()).isEqualTo(1);
      assertThat(finding(found, FindingCode.BAD_TIME).rows()).isEqualTo(2);
      assertThat(finding(found, FindingCode.USER_UNKNOWN).examples())
          .containsExactly(shard.name() + ":" + HUGE);
      assertThat(finding(found, FindingCode.BAD_CLIENT_STATE).count()).isEqualTo(1);
      assertThat(finding(found, FindingCode.COUNTER_DRIFT).count()).isEqualTo(1);
      assertThat(finding(found, FindingCode.NO_COLLECTION_ROW).count()).isEqualTo(1);
      assertThat(found.balanced()).isTrue();
    }
  }

  private static Finding finding(AuditReport in, FindingCode code) {
    return in.findings().stream()
        .filter(finding -> finding.code() == code)
        .findFirst()
        .orElse(new Finding(code, 0, 0, 0, List.of()));
  }

  private static Map<String, Long> rows(List<UsageByName.Sum> sums) {
    Map<String, Long> rows = new TreeMap<>();
    sums.forEach(sum -> rows.put(sum.name(), sum.rows()));
    return rows;
  }

  private static List<Truth> truths() {
    return Truth.part(rehearsal.loaded().workload(), 0, 1).toList();
  }

  private static Map<String, Long> truth(ToLongFunction<godwit.testdata.truth.CollectionTruth> of) {
    Map<String, Long> rows = new TreeMap<>();
    for (Truth truth : truths()) {
      truth
          .collections()
          .forEach(one -> rows.merge(one.name().text(), of.applyAsLong(one), Long::sum));
    }
    rows.values().removeIf(count -> count == 0);
    return rows;
  }
}
