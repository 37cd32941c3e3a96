package godwit.storage.mysql;

import java.util.List;

/** The four schemas that shards come in, as their servers create them. */
enum Layout {
  PYTHON_SHARDED(3, "userid", "collection", "ttl", "last_modified", 1_000) {
    @Override
    List<String> tables() {
      return pythonTables("bso0", "bso1", "bso2");
    }
  },
  PYTHON_PLAIN(0, "userid", "collection", "ttl", "last_modified", 1_000) {
    @Override
    List<String> tables() {
      return pythonTables("bso");
    }
  },
  RUST(0, "userid", "collection", "ttl", "last_modified", 1) {
    @Override
    List<String> tables() {
      return List.of(
          """
          CREATE TABLE bso (userid BIGINT NOT NULL, collection INT NOT NULL,
            id VARCHAR(64) NOT NULL, sortindex INT, payload MEDIUMTEXT NOT NULL,
            payload_size INT DEFAULT 0, modified BIGINT NOT NULL, ttl BIGINT NOT NULL,
            PRIMARY KEY (userid, collection, id), KEY bso_expiry_idx (ttl),
            KEY bso_usr_col_mod_idx (userid, collection, modified))""",
          """
          CREATE TABLE collections (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
            name VARCHAR(32) NOT NULL UNIQUE)""",
          """
          CREATE TABLE user_collections (userid BIGINT NOT NULL, collection INT NOT NULL,
            last_modified BIGINT NOT NULL, total_bytes BIGINT, count INT,
            PRIMARY KEY (userid, collection))""",
          """
          CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY)""");
    }
  },
  RUST_OLD(0, "user_id", "collection_id", "expiry", "modified", 1) {
    @Override
    List<String> tables() {
      return List.of(
          """
          CREATE TABLE bso (user_id INT NOT NULL, collection_id INT NOT NULL,
            id VARCHAR(64) NOT NULL, sortindex INT, payload MEDIUMTEXT NOT NULL,
            payload_size INT DEFAULT 0, modified BIGINT NOT NULL,
            expiry BIGINT NOT NULL DEFAULT 3153600000000,
            PRIMARY KEY (user_id, collection_id, id), KEY bso_expiry_idx (expiry),
            KEY bso_usr_col_mod_idx (user_id, collection_id, modified))""",
          """
          CREATE TABLE collections (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
            name VARCHAR(32) NOT NULL UNIQUE)""",
          """
          CREATE TABLE user_collections (user_id INT NOT NULL, collection_id INT NOT NULL,
            modified BIGINT NOT NULL, PRIMARY KEY (user_id, collection_id))""");
    }
  };

  /** Numbered BSO tables, or 0 for one without a number. */
  final int shards;

  final String uid;
  final String collection;
  final String expiry;
  final String lastModified;
  final long millisPerExpiry;

  Layout(
      int shards,
      String uid,
      String collection,
      String expiry,
      String lastModified,
      long millisPerExpiry) {
    this.shards = shards;
    this.uid = uid;
    this.collection = collection;
    this.expiry = expiry;
    this.lastModified = lastModified;
    this.millisPerExpiry = millisPerExpiry;
  }

  /** The statements that create the schema. */
  abstract List<String> tables();

  boolean isPython() {
    return this == PYTHON_SHARDED || this == PYTHON_PLAIN;
  }

  String bsoTable(long uid) {
    return shards == 0 ? "bso" : "bso" + uid % shards;
  }

  private static List<String> pythonTables(String... bsoTables) {
    List<String> statements = new java.util.ArrayList<>();
    statements.add(
        """
        CREATE TABLE collections (collectionid INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
          name VARCHAR(32) NOT NULL UNIQUE)""");
    statements.add(
        """
        CREATE TABLE user_collections (userid INT NOT NULL, collection INT NOT NULL,
          last_modified BIGINT NOT NULL, PRIMARY KEY (userid, collection))""");
    for (String table : bsoTables) {
      statements.add(
          """
          CREATE TABLE %1$s (userid INT NOT NULL, collection INT NOT NULL,
            id VARCHAR(64) NOT NULL, sortindex INT, modified BIGINT NOT NULL,
            payload MEDIUMTEXT NOT NULL, payload_size INT NOT NULL DEFAULT 0,
            ttl INT NOT NULL DEFAULT 2100000000,
            PRIMARY KEY (userid, collection, id), KEY %1$s_ttl_idx (ttl),
            KEY %1$s_usr_col_mod_idx (userid, collection, modified))"""
              .formatted(table));
    }
    return statements;
  }
}
