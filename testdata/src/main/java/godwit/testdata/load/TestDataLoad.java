package godwit.testdata.load;

import godwit.testdata.Workload;
import godwit.testdata.user.Holding;
import godwit.testdata.user.SyntheticUser;
import godwit.testdata.user.SyntheticUsers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Loads a whole workload: its shards, side by side, and its tokenserver. */
public final class TestDataLoad {
  private static final int THREADS = 2;

  private final Workload workload;
  private final ServerTarget target;
  private final IntFunction<ShardLayout> layouts;
  private final ProgressListener listener;

  private TestDataLoad(
      Workload workload,
      ServerTarget target,
      IntFunction<ShardLayout> layouts,
      ProgressListener listener) {
    this.workload = workload;
    this.target = target;
    this.layouts = layouts;
    this.listener = listener;
  }

  /**
   * Loads into new schemas: even shards as a Python server with 20 tables would have left them, odd
   * ones as syncstorage-rs.
   *
   * @throws SQLException if a schema of that name exists already, or the server refuses
   * @throws InterruptedException if the thread is interrupted; the schemas are left incomplete
   */
  public static LoadedWorkload load(
      Workload workload, ServerTarget target, ProgressListener listener)
      throws SQLException, InterruptedException {
    return load(workload, target, ShardLayout::alternating, listener);
  }

  /** Loads likewise, with a layout of its own for each shard. */
  public static LoadedWorkload load(
      Workload workload,
      ServerTarget target,
      IntFunction<ShardLayout> layouts,
      ProgressListener listener)
      throws SQLException, InterruptedException {
    return new TestDataLoad(workload, target, layouts, listener).run();
  }

  private LoadedWorkload run() throws SQLException, InterruptedException {
    loadTokenserver();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<LoadedShard>> running = new ArrayList<>();
      for (int shard = 0; shard < workload.shards(); shard++) {
        int number = shard;
        running.add(threads.submit(() -> loadShard(number)));
      }
      List<LoadedShard> shards = new ArrayList<>();
      for (Future<LoadedShard> shard : running) {
        shards.add(await(shard));
      }
      return new LoadedWorkload(
          workload,
          shards,
          target.url(target.tokenserverSchema()),
          TokenserverLoader.spannerNodeId(workload),
          TokenserverLoader.spannerNodeUrl());
    } finally {
      threads.shutdownNow();
    }
  }

  private static LoadedShard await(Future<LoadedShard> shard)
      throws SQLException, InterruptedException {
    try {
      return shard.get();
    } catch (ExecutionException e) {
      throw new SQLException("Loading a shard failed: " + e.getCause(), e);
    }
  }

  private void loadTokenserver() throws SQLException {
    target.createSchema(target.tokenserverSchema());
    try (Connection connection = target.connect(target.tokenserverSchema());
        TokenserverLoader loader = TokenserverLoader.create(connection, workload)) {
      Iterator<SyntheticUser> users = new SyntheticUsers(workload).all().iterator();
      while (users.hasNext()) {
        loader.load(users.next());
      }
    }
  }

  private LoadedShard loadShard(int shard) throws SQLException, InterruptedException {
    String schema = target.shardSchema(shard);
    ShardLayout layout = layouts.apply(shard);
    target.createSchema(schema);
    long records;
    try (Connection connection = target.connect(schema);
        ShardLoader loader = ShardLoader.create(connection, layout, workload, shard)) {
      records = loadUsers(loader, shard);
    }
    return new LoadedShard(
        "shard" + shard,
        layout,
        schema,
        target.url(schema),
        TokenserverLoader.nodeId(shard),
        TokenserverLoader.nodeUrl(shard),
        records);
  }

  private long loadUsers(ShardLoader loader, int shard) throws SQLException, InterruptedException {
    long records = 0;
    Iterator<SyntheticUser> users = new SyntheticUsers(workload).all().iterator();
    while (users.hasNext()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      SyntheticUser user = users.next();
      for (Holding holding : user.holdings()) {
        if (holding.assignment().shard() == shard) {
          records += loader.load(user, holding);
          listener.loaded(shard, user.number() + 1, records);
        }
      }
    }
    return records;
  }
}
