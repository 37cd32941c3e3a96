package godwit.pipelines.io;

import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.storage.BulkSource;
import godwit.storage.mysql.MySqlShard;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.SpannerTarget;
import godwit.tokenserver.TokenserverDatabase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one run in one process, opened when first asked for. All workers of the
 * process share them, so that a shard's connection budget holds whatever the runner's parallelism.
 */
public final class Connections implements AutoCloseable {
  private static final Holders<Connections> OPEN = new Holders<>();

  private final String runId;
  private final MoveConfig config;
  private final RunControl control;
  private final Map<String, MySqlShard> shards = new HashMap<>();
  private @Nullable SpannerDatabase target;
  private @Nullable SpannerDatabase ledger;
  private @Nullable TokenserverDatabase tokenserver;

  private Connections(String runId, MoveConfig config) {
    this.runId = runId;
    this.config = config;
    this.control = RunControl.of(runId);
  }

  /** The connections of that run; close them once for each time they were acquired. */
  public static Connections acquire(String runId, MoveConfig config) {
    return OPEN.acquire(runId, () -> new Connections(runId, config));
  }

  /** What was configured. */
  public MoveConfig config() {
    return config;
  }

  /** The run's progress in this process. */
  public RunControl control() {
    return control;
  }

  /** The shard of that name. Fails at once when a connection is lost. */
  public synchronized BulkSource shard(String name) {
    return shard0(name);
  }

  /** The same, asking again when a connection is lost; a shard that cannot be opened fails. */
  public BulkSource steadyShard(String name) {
    return new SteadySource(shard(name), attempts());
  }

  /** What to do when a connection to a MySQL server is lost. */
  public SourceAttempts attempts() {
    return new SourceAttempts(control);
  }

  /** What the shard turned out to be, in words. */
  public synchronized String describe(String name) {
    return shard0(name).describe();
  }

  private MySqlShard shard0(String name) {
    return shards.computeIfAbsent(name, key -> MySqlShard.open(key, config.shard(key).database()));
  }

  /** The database users move to. */
  public synchronized SpannerTarget target() {
    return SpannerTarget.open(targetDatabase());
  }

  /** The ledger. */
  public synchronized Ledger ledger() {
    if (config.ledgerIsInTarget()) {
      return new Ledger(targetDatabase());
    }
    if (ledger == null) {
      ledger = OpenSpanner.of(config.ledger(), control);
    }
    return new Ledger(ledger);
  }

  /** The tokenserver's database. */
  public synchronized TokenserverDatabase tokenserver() {
    if (tokenserver == null) {
      tokenserver = TokenserverDatabase.open(config.tokenserver());
    }
    return tokenserver;
  }

  private SpannerDatabase targetDatabase() {
    if (target == null) {
      target = OpenSpanner.of(config.target(), control);
    }
    return target;
  }

  @Override
  public void close() {
    if (OPEN.release(runId)) {
      closeAll();
    }
  }

  private synchronized void closeAll() {
    shards.values().forEach(MySqlShard::close);
    if (tokenserver != null) {
      tokenserver.close();
    }
    if (ledger != null) {
      ledger.close();
    }
    if (target != null) {
      target.close();
    }
  }
}
