package godwit.cli.servers;

import godwit.testdata.Workload;
import godwit.testdata.load.LoadedWorkload;
import godwit.testdata.load.ProgressListener;
import godwit.testdata.load.ServerTarget;
import godwit.testdata.load.TestDataLoad;
import godwit.testdata.server.EmbeddedMySql;

/** Made data in shards of a MySQL-compatible server of this process; gone when it is closed. */
public final class MadeShards implements AutoCloseable {
  private static final String SCHEMA_PREFIX = "godwit";

  private final EmbeddedMySql server;
  private final LoadedWorkload loaded;

  private MadeShards(EmbeddedMySql server, LoadedWorkload loaded) {
    this.server = server;
    this.loaded = loaded;
  }

  /** Starts a server and loads the workload into it. */
  public static MadeShards of(Workload workload) throws Exception {
    EmbeddedMySql server = EmbeddedMySql.start();
    try {
      var into = new ServerTarget(server.url(""), server.user(), server::password, SCHEMA_PREFIX);
      return new MadeShards(server, TestDataLoad.load(workload, into, ProgressListener.SILENT));
    } catch (Exception e) {
      server.close();
      throw e;
    }
  }

  /** Where it lies. */
  public LoadedWorkload loaded() {
    return loaded;
  }

  /** The server. */
  public EmbeddedMySql server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
  }
}
