package godwit.cli.servers;

/** Whoever keeps servers running; closing it ends them. */
public interface ServerHolder extends AutoCloseable {
  /** Where they are. */
  LocalServers servers();

  @Override
  void close();
}
