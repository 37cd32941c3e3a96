package godwit.cli.serve;

import godwit.storage.mysql.MySqlConfig;
import godwit.testdata.server.KeptMySql;

/** The MariaDB of a server that was given no other: two schemas, made on first use. */
final class OwnDatabase implements AutoCloseable {
  private final KeptMySql server;
  private final int maxConnections;

  private OwnDatabase(KeptMySql server, int maxConnections) {
    this.server = server;
    this.maxConnections = maxConnections;
  }

  static OwnDatabase start(DataFolder folder, int maxConnections) {
    return new OwnDatabase(KeptMySql.start(folder.database()), maxConnections);
  }

  MySqlConfig storage() {
    return schema("sync");
  }

  MySqlConfig tokenserver() {
    return schema("tokenserver");
  }

  private MySqlConfig schema(String name) {
    return new MySqlConfig(server.url(name), server.user(), server.passwordRef(), maxConnections);
  }

  @Override
  public void close() {
    server.close();
  }
}
