package godwit.cli.servers;

import godwit.testdata.server.EmbeddedMySql;
import godwit.testdata.server.EmbeddedSpanner;

/** Servers of this process: they end when this is closed, or with the process. */
public final class RunningServers implements ServerHolder {
  private final EmbeddedMySql mysql;
  private final EmbeddedSpanner spanner;
  private final Thread hook;

  private RunningServers(EmbeddedMySql mysql, EmbeddedSpanner spanner) {
    this.mysql = mysql;
    this.spanner = spanner;
    // The MySQL server has a hook of its own; an emulator in a container has none.
    this.hook = new Thread(spanner::close, "stop-spanner-emulator");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts both. The emulator first: if there is none, the user learns it at once.
   *
   * @throws godwit.storage.StorageException if there is no emulator; it says how to get one
   */
  public static RunningServers start() {
    EmbeddedSpanner spanner = EmbeddedSpanner.start();
    try {
      return new RunningServers(EmbeddedMySql.start(), spanner);
    } catch (RuntimeException e) {
      spanner.close();
      throw e;
    }
  }

  @Override
  public LocalServers servers() {
    return new LocalServers(
        mysql.url(""), mysql.user(), mysql.passwordRef().place(), spanner.host());
  }

  @Override
  public void close() {
    mysql.close();
    spanner.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The JVM is ending and runs the hook itself; there is nothing to remove.
    }
  }
}
