package godwit.cli.config;

import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.SecretRef;
import godwit.storage.mysql.MySqlConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** A configuration as the YAML that is read back to the same; policies are left at defaults. */
public final class ConfigText {
  private ConfigText() {}

  /** The file's text, without any secret. */
  public static String of(MoveConfig move) {
    StringBuilder text = new StringBuilder("shards:\n");
    for (ShardConfig shard : move.shards()) {
      Map<String, String> values = new LinkedHashMap<>();
      values.put("name", shard.name());
      values.put("node", shard.node());
      values.putAll(values(shard.database()));
      append(text, "  - ", "    ", values);
    }
    append(text.append("tokenserver:\n"), "  ", "  ", values(move.tokenserver()));
    Map<String, String> target = new LinkedHashMap<>();
    target.put("database", move.target().path());
    if (move.target().emulatorHost() != null) {
      target.put("emulator-host", String.valueOf(move.target().emulatorHost()));
    }
    append(text.append("target:\n"), "  ", "  ", target);
    if (!move.ledgerIsInTarget()) {
      append(text.append("ledger:\n"), "  ", "  ", Map.of("database", move.ledger().path()));
    }
    return text.toString();
  }

  private static Map<String, String> values(MySqlConfig database) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("url", database.url());
    values.put("user", database.user());
    SecretRef password = database.password();
    if (password != null) {
      values.put(
          password.kind() == SecretRef.Kind.ENV ? "password-env" : "password-file",
          password.place());
    }
    values.put("max-connections", Integer.toString(database.maxConnections()));
    return values;
  }

  private static void append(
      StringBuilder text, String first, String next, Map<String, String> values) {
    String indent = first;
    for (Map.Entry<String, String> value : values.entrySet()) {
      text.append(indent).append(value.getKey()).append(": ");
      text.append(quoted(value.getValue())).append('\n');
      indent = next;
    }
  }

  /** Always quoted: a value never becomes a number, a list or a comment by its looks. */
  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
