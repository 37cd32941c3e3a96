package godwit.pipelines;

import godwit.pipelines.ledger.LedgerSchema;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.schema.SpannerSchema;
import godwit.testdata.Workload;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.LoadedWorkload;
import godwit.testdata.load.ServerTarget;
import godwit.testdata.load.ShardLayout;
import godwit.testdata.load.TestDataLoad;
import godwit.testdata.server.EmbeddedMySql;
import godwit.testdata.server.EmbeddedSpanner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A loaded workload on real servers, and an empty target beside it. Each has databases of its own.
 */
public final class Rehearsal implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final LoadedWorkload loaded;
  private final SpannerConfig target;
  private final SpannerDatabase database;

  private Rehearsal(LoadedWorkload loaded, SpannerConfig target) {
    this.loaded = loaded;
    this.target = target;
    this.database = SpannerDatabase.open(target);
  }

  /** Loads into two shards, one of each kind, the first with few tables to be quick. */
  public static Rehearsal of(Workload workload) {
    return of(workload, shard -> shard % 2 == 0 ? ShardLayout.python(2) : ShardLayout.rust());
  }

  /** Loads into shards of those layouts. */
  public static Rehearsal of(Workload workload, IntFunction<ShardLayout> layouts) {
    EmbeddedMySql mysql = EmbeddedMySql.shared();
    String name = "r" + NUMBER.incrementAndGet() + "_" + ProcessHandle.current().pid();
    var server =
        new ServerTarget(
            "jdbc:mysql://127.0.0.1:" + mysql.port() + "/", mysql.user(), mysql::password, name);
    SpannerConfig target =
        EmbeddedSpanner.shared().createDatabase(name.replace('_', '-'), List.of());
    try (SpannerDatabase database = SpannerDatabase.open(target)) {
      SpannerSchema.current().withoutChangeStream().plus(LedgerSchema.tables()).apply(database);
      var now = workload.withNow(Instant.now());
      return new Rehearsal(
          TestDataLoad.load(now, server, layouts, (shard, users, records) -> {}), target);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The configuration of the move, with pieces small enough that there are several. */
  public MoveConfig config() {
    return config(new CopyPolicy(CopyPolicy.DEFAULT.commit(), 2_000_000, 5_000));
  }

  /** The configuration of the move with that policy. */
  public MoveConfig config(CopyPolicy policy) {
    EmbeddedMySql mysql = EmbeddedMySql.shared();
    List<ShardConfig> shards =
        loaded.shards().stream()
            .map(
                shard ->
                    new ShardConfig(shard.name(), shard.nodeUrl(), mysql.config(shard.schema())))
            .toList();
    var tokenserver =
        new MySqlConfig(loaded.tokenserverUrl(), mysql.user(), mysql.passwordRef(), 4);
    return new MoveConfig(shards, tokenserver, target, target, policy);
  }

  /** What was loaded. */
  public LoadedWorkload loaded() {
    return loaded;
  }

  /** The target's database. */
  public SpannerDatabase database() {
    return database;
  }

  /** A connection to a shard's schema. */
  public Connection connect(LoadedShard shard) throws SQLException {
    return EmbeddedMySql.shared().connect(shard.schema());
  }

  /** A connection to the tokenserver's schema. */
  public Connection connectTokenserver() throws SQLException {
    String url = loaded.tokenserverUrl();
    return EmbeddedMySql.shared().connect(url.substring(url.lastIndexOf('/') + 1));
  }

  @Override
  public void close() {
    database.close();
  }
}
