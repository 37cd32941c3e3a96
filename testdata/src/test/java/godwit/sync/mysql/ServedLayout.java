package godwit.sync.mysql;

import godwit.sync.contract.Capability;
import godwit.testdata.load.ShardLayout;
import godwit.testdata.load.ShardSchema;
import godwit.testdata.server.EmbeddedMySql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The schemas that are served, as their servers create them. */
enum ServedLayout {
  OURS,
  RUST,
  RUST_2018,
  PYTHON_PLAIN,
  PYTHON_SHARDED;

  /** What a legacy server's loader is called with. */
  private Optional<ShardLayout> legacy() {
    return switch (this) {
      case OURS -> Optional.empty();
      case RUST -> Optional.of(ShardLayout.rust());
      case RUST_2018 -> Optional.of(ShardLayout.rust2018());
      case PYTHON_PLAIN -> Optional.of(ShardLayout.pythonPlain());
      case PYTHON_SHARDED -> Optional.of(ShardLayout.python(3));
    };
  }

  /** Makes the tables in an empty schema. */
  void create(EmbeddedMySql server, String schema) throws SQLException {
    if (legacy().isPresent()) {
      try (Connection connection = server.connect(schema)) {
        ShardSchema.create(connection, legacy().get());
      }
    }
    if (this == OURS || this == RUST_2018) {
      MySqlSyncSchema.apply(server.config(schema));
    }
  }

  Set<Capability> lacks() {
    Set<Capability> lacks = EnumSet.noneOf(Capability.class);
    if (this == OURS) {
      return lacks;
    }
    // Columns in latin1 compare without regard to case and to blanks at the end.
    lacks.add(Capability.CASE_SENSITIVE_IDS);
    lacks.add(Capability.CASE_SENSITIVE_NAMES);
    lacks.add(Capability.TRAILING_SPACES);
    lacks.add(Capability.UNICODE_PAYLOADS);
    if (this != RUST) {
      lacks.add(Capability.STORED_COUNTERS);
      lacks.add(Capability.LARGE_UIDS);
    }
    // A Python server has the standard names in memory and not in its table.
    lacks.add(isPython() ? Capability.EXACT_EXPIRY : Capability.CASE_SENSITIVE_STANDARD_NAMES);
    return lacks;
  }

  boolean isPython() {
    return this == PYTHON_PLAIN || this == PYTHON_SHARDED;
  }

  int itemTables() {
    return legacy().map(ShardLayout::tables).orElse(0);
  }

  String bsoTable(long uid) {
    return legacy().map(layout -> layout.bsoTable(uid)).orElse("bso");
  }

  String uid() {
    return this == RUST_2018 ? "user_id" : "userid";
  }

  String collection() {
    return this == RUST_2018 ? "collection_id" : "collection";
  }

  String nameId() {
    return isPython() ? "collectionid" : "id";
  }
}
