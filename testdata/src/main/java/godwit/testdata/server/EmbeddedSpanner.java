package godwit.testdata.server;

import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import java.util.Map;

/**
 * A Spanner emulator for people without a Spanner: one that already runs, a binary found on the
 * machine, or a container. Never a fake: what it cannot do, Godwit says.
 *
 * <p>All its data is in memory and gone when it is closed or when this JVM ends, however it ends.
 */
public final class EmbeddedSpanner implements AutoCloseable {
  private static final String RUNNING = "SPANNER_EMULATOR_HOST";

  private final String host;
  private final Runnable stop;

  private EmbeddedSpanner(String host, Runnable stop) {
    this.host = host;
    this.stop = stop;
  }

  /**
   * Finds or starts an emulator, in this order: {@code SPANNER_EMULATOR_HOST} (nothing is started
   * then), a binary, Docker.
   *
   * @throws godwit.storage.StorageException of kind UNREACHABLE if there is none, saying how to get
   *     one
   */
  public static EmbeddedSpanner start() {
    return start(System.getenv());
  }

  static EmbeddedSpanner start(Map<String, String> env) {
    String running = env.getOrDefault(RUNNING, "");
    if (!running.isBlank()) {
      return new EmbeddedSpanner(running.strip(), () -> {});
    }
    return EmulatorBinary.find(env)
        .map(EmulatorProcess::start)
        .map(process -> new EmbeddedSpanner(process.host(), process::close))
        .orElseGet(EmbeddedSpanner::container);
  }

  private static EmbeddedSpanner container() {
    if (!EmulatorContainer.isPossible()) {
      throw EmulatorBinary.notFound();
    }
    var container = EmulatorContainer.start();
    return new EmbeddedSpanner(container.host(), container::close);
  }

  /** The one of this JVM, started when first asked for; ends with the JVM, so do not close it. */
  public static EmbeddedSpanner shared() {
    return Shared.SERVER;
  }

  /** {@code host:port}. */
  public String host() {
    return host;
  }

  /** How to reach a database of that name; it need not exist yet. */
  public SpannerConfig config(String database) {
    return new SpannerConfig("godwit-local", "godwit", database, host);
  }

  /**
   * Creates the database, and its instance, unless they are there.
   *
   * @param database 2 to 30 characters: lower-case letters, digits, underscores and hyphens
   * @param ddl statements for a new database
   * @return how to reach it
   */
  public SpannerConfig createDatabase(String database, Iterable<String> ddl) {
    SpannerConfig config = config(database);
    SpannerDatabase.createIfMissing(config, ddl);
    return config;
  }

  @Override
  public void close() {
    stop.run();
  }

  private static final class Shared {
    private static final EmbeddedSpanner SERVER = start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close, "stop-spanner-emulator"));
    }
  }
}
