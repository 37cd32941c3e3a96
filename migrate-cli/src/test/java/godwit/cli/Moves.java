package godwit.cli;

/** Configurations for tests. */
final class Moves {
  private Moves() {}

  /** Two shards {@code a} and {@code b} on one MySQL server, and an emulator. */
  static String yaml(String mysql, String spanner) {
    return yaml(mysql, spanner, "godwit", "");
  }

  static String yaml(String mysql, String spanner, String user, String password) {
    return """
        shards:
          - name: a
            node: https://a.example.org
            url: jdbc:mysql://%1$s/a
            user: %3$s
            %4$s
          - name: b
            node: https://b.example.org
            url: jdbc:mysql://%1$s/b
            user: %3$s
            %4$s
        tokenserver:
          url: jdbc:mysql://%1$s/tokens
          user: %3$s
          %4$s
        target:
          database: projects/godwit-local/instances/godwit/databases/cli-test
          emulator-host: %2$s
        """
        .formatted(mysql, spanner, user, password);
  }
}
