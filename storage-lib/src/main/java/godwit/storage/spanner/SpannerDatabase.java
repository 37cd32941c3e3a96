package godwit.storage.spanner;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.DatabaseId;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Options.TransactionOption;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Spanner;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import godwit.storage.StorageException;
import io.grpc.ClientInterceptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One Spanner database and the client that speaks to it. Every call has a deadline, and what may
 * pass is tried again; what stays is a {@link StorageException}. Safe to share between threads.
 */
public final class SpannerDatabase implements AutoCloseable {
  private static final long CLOSE_MILLIS = 2_000;

  private final SpannerConfig config;
  private final Spanner spanner;
  private final DatabaseClient client;
  private final Retries retries;
  private final RetryListener listener;
  private final WriterTurn turn;

  private SpannerDatabase(
      SpannerConfig config,
      Spanner spanner,
      RetryPolicy policy,
      RetryListener listener,
      WriterTurn turn) {
    this.config = config;
    this.spanner = spanner;
    this.listener = listener;
    this.client = spanner.getDatabaseClient(idOf(config));
    this.retries = Retries.of(policy, listener);
    this.turn = turn;
  }

  /** Opens a client with the default retries. Does not wait for the server. */
  public static SpannerDatabase open(SpannerConfig config) {
    return open(config, RetryPolicy.DEFAULT, RetryListener.NONE);
  }

  /**
   * Opens a client. Does not wait for the server: see {@link #verifyReachable}.
   *
   * @throws StorageException of kind UNREACHABLE if there are no credentials for the real service
   */
  public static SpannerDatabase open(
      SpannerConfig config, RetryPolicy policy, RetryListener listener) {
    return new SpannerDatabase(
        config, SpannerClients.open(config), policy, listener, WriterTurn.of(config));
  }

  /** For tests: calls pass an interceptor, and writers of an emulator do not wait in line. */
  static SpannerDatabase open(
      SpannerConfig config, RetryListener listener, ClientInterceptor interceptor) {
    return new SpannerDatabase(
        config,
        SpannerClients.open(config, interceptor),
        RetryPolicy.DEFAULT,
        listener,
        WriterTurn.free());
  }

  /**
   * Creates the database and its instance unless they are there. On an emulator only: on the real
   * service both cost money, and are the operator's to create.
   *
   * @param ddl statements for a new database; one that is there is left as it is
   */
  public static void createIfMissing(SpannerConfig config, Iterable<String> ddl) {
    requireEmulator(config, "create the instance and the database with gcloud");
    try (Spanner spanner = SpannerClients.open(config)) {
      new SpannerAdmin(spanner, config).createIfMissing(ddl);
    }
  }

  /** Drops a database of an emulator, with all that is in it, to give its memory back. */
  public static void drop(SpannerConfig config) {
    requireEmulator(config, "nothing here drops databases of the real service");
    try (Spanner spanner = SpannerClients.open(config)) {
      new SpannerAdmin(spanner, config).drop();
    }
  }

  private static void requireEmulator(SpannerConfig config, String advice) {
    if (!config.isEmulator()) {
      throw new IllegalArgumentException(
          "'" + config.path() + "' is not on an emulator; " + advice);
    }
  }

  private static DatabaseId idOf(SpannerConfig config) {
    return DatabaseId.of(config.project(), config.instance(), config.database());
  }

  /** How it is reached. */
  public SpannerConfig config() {
    return config;
  }

  /** The client itself, without our deadlines and retries: whoever uses it brings their own. */
  public DatabaseClient client() {
    return client;
  }

  /**
   * Asks the database a question that costs nothing, within about 10 seconds.
   *
   * @throws StorageException of kind UNREACHABLE if it does not answer, does not exist, or refuses
   *     the credentials
   */
  public void verifyReachable() {
    try {
      Deadlines.within(Deadlines.PROBE, () -> probe(client.singleUse()));
    } catch (SpannerException e) {
      throw SpannerFailures.atOpen(e, config);
    }
  }

  private static boolean probe(ReadContext read) {
    try (ResultSet rows = read.executeQuery(Statement.of("SELECT 1"))) {
      return rows.next();
    }
  }

  /**
   * Runs work in a read-write transaction. It may run more than once, and it may run again although
   * an earlier run was committed, when the answer to the commit was lost: it must be idempotent.
   * Must not be called from within such work: on an emulator it would wait for itself.
   *
   * @return what the work returned in the run that was committed
   * @throws StorageException what the work threw, or how the transaction failed
   */
  public <T> T readWrite(TransactionWork<T> work) {
    return readWrite(work, new TransactionOption[0]);
  }

  /** The same with options, such as a low priority for work that can wait. */
  public <T> T readWrite(TransactionWork<T> work, TransactionOption... options) {
    return readWriteAnew(() -> work, options);
  }

  /**
   * The same with work that is made anew for each transaction: the runs of one piece of work were
   * all aborted but the last, and so stored nothing. A new piece follows when nobody knows whether
   * the last run of the one before was stored.
   */
  public <T> T readWriteAnew(Supplier<TransactionWork<T>> works, TransactionOption... options) {
    return retries.call(
        () ->
            turn.take(
                () -> Deadlines.within(Deadlines.KEYED, () -> transact(works.get(), options))));
  }

  private <T> T transact(TransactionWork<T> work, TransactionOption... options) {
    var runs = new AtomicInteger();
    // The runner keeps the age of a transaction that was aborted, so that it wins in the end;
    // a new one each time could starve.
    T result =
        client
            .readWriteTransaction(options)
            .run(
                transaction -> {
                  tellAborted(runs.getAndIncrement());
                  return work.run(transaction);
                });
    return result;
  }

  private void tellAborted(int earlierRuns) {
    if (earlierRuns > 0) {
      listener.retrying("ABORTED", earlierRuns, Duration.ZERO);
    }
  }

  /** Applies the mutations in their order, in one commit; they must be idempotent. */
  public void write(List<Mutation> mutations) {
    readWrite(
        transaction -> {
          transaction.buffer(mutations);
          return mutations.size();
        });
  }

  /**
   * The same, tried once and for about ten seconds: for a note that helps if it arrives and costs
   * nothing if it does not.
   */
  public void writeOnce(List<Mutation> mutations) {
    try {
      turn.take(
          () ->
              Deadlines.within(
                  Deadlines.PROBE,
                  () ->
                      transact(
                          transaction -> {
                            transaction.buffer(mutations);
                            return mutations.size();
                          })));
    } catch (SpannerException e) {
      throw SpannerFailures.translate(e);
    }
  }

  /**
   * Reads by keys, within two minutes. The whole answer must be taken within {@code work}, which
   * may run more than once.
   */
  public <T> T read(Function<ReadContext, T> work) {
    return read(Deadlines.KEYED, work);
  }

  /** The same for one pass over a stretch of a table, within half an hour. */
  public <T> T scan(Function<ReadContext, T> work) {
    return read(Deadlines.SCAN, work);
  }

  private <T> T read(Duration deadline, Function<ReadContext, T> work) {
    Supplier<T> attempt = () -> Deadlines.within(deadline, () -> work.apply(client.singleUse()));
    return retries.call(attempt);
  }

  /**
   * Transactions for somebody who waits for the answer.
   *
   * @param limit how long one may take with all its tries; more than zero
   */
  public ShortTransactions within(Duration limit) {
    return new ShortTransactions(client, turn, listener, limit);
  }

  /** The statements that would create the database as it is now, without semicolons. */
  public List<String> ddl() {
    return retries.call(() -> new SpannerAdmin(spanner, config).ddl());
  }

  /** Applies schema statements in their order. Those before one that fails stay applied. */
  public void updateDdl(List<String> statements) {
    try {
      new SpannerAdmin(spanner, config).update(statements);
    } catch (SpannerException e) {
      // Not tried again: what was applied before the failure would fail as a duplicate.
      throw SpannerFailures.translate(e);
    }
  }

  /**
   * Ends the client. Waits at most a few seconds: when the server is gone, the client's own end can
   * take ten times as long, with nothing left to save.
   */
  @Override
  public void close() {
    var closing = new Thread(spanner::close, "godwit-spanner-close");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
