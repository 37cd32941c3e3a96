package godwit.cli.config;

import godwit.pipelines.pace.LoadRule;
import godwit.pipelines.policy.TrimRule;
import godwit.pipelines.quota.EnforcePlan;
import godwit.pipelines.quota.QuotaStep;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import godwit.storage.CommitLimits;
import godwit.storage.SecretRef;
import godwit.storage.mysql.MySqlConfig;
import godwit.storage.spanner.SpannerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads every setting of a file and of what overrides it, collecting all problems. */
final class ConfigReader {
  private static final List<String> ROOT =
      List.of("shards", "tokenserver", "target", "ledger", "policy");
  private static final List<String> DATABASE =
      List.of("url", "user", "password-env", "password-file", "max-connections");
  private static final List<String> POLICY =
      List.of(
          "commit-mutations",
          "commit-bytes",
          "commit-rows",
          "bin-bytes",
          "hoarder-rows",
          "quota-steps");
  private static final String SPANNER_FORM = "write projects/P/instances/I/databases/D";
  private static final MySqlConfig NO_MYSQL =
      new MySqlConfig("jdbc:mysql://unknown/unknown", "unknown", null, 1);
  private static final SpannerConfig NO_SPANNER =
      new SpannerConfig("unknown", "unknown", "unknown", null);

  private final Path folder;
  private final Overrides overrides;
  private final ConfigLog log;
  private List<QuotaStep> quotaSteps = QuotaStep.DEFAULT;

  ConfigReader(Path folder, Overrides overrides, ConfigLog log) {
    this.folder = folder;
    this.overrides = overrides;
    this.log = log;
  }

  /** The configuration; of no use if the log has problems. */
  Optional<MoveConfig> read(YamlFile file) {
    Section root = Section.root(file, log);
    root.allow(ROOT);
    List<ShardConfig> shards = shards(root);
    MySqlConfig tokenserver = tokenserver(root);
    SpannerConfig target = target(root);
    SpannerConfig ledger = ledger(root, target);
    Section policies = root.section("policy").allow(POLICY);
    CopyPolicy policy = policy(policies);
    quotaSteps = quotaSteps(policies);
    return log.problems().isEmpty()
        ? Optional.of(new MoveConfig(shards, tokenserver, target, ledger, policy))
        : Optional.empty();
  }

  /** How users are brought below their quota, once everything was read. */
  List<QuotaStep> quotaSteps() {
    return quotaSteps;
  }

  private List<QuotaStep> quotaSteps(Section section) {
    String key = "quota-steps";
    Optional<String> words = section.text(key);
    if (words.isEmpty()) {
      String standard = QuotaStep.words(QuotaStep.DEFAULT);
      log.setting(new Setting(section.name(key), standard, "default"));
      return QuotaStep.DEFAULT;
    }
    return section.checked(
        key,
        QuotaStep.DEFAULT,
        text -> new EnforcePlan(QuotaStep.parse(text), TrimRule.NONE, LoadRule.NONE, null).steps(),
        words.get());
  }

  private List<ShardConfig> shards(Section root) {
    List<ShardConfig> shards = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section section : root.list("shards")) {
      ShardConfig shard = shard(section);
      if (!names.add(shard.name())) {
        section.problem("name", "another shard is named '" + shard.name() + "' too");
      }
      shards.add(shard);
    }
    if (shards.isEmpty()) {
      root.problem("shards", "name at least one shard to move users from");
    }
    return shards;
  }

  private ShardConfig shard(Section section) {
    List<String> keys = new ArrayList<>(List.of("name", "node"));
    keys.addAll(DATABASE);
    section.allow(keys);
    String name = section.required("name", "give the shard a short unique name", "unnamed");
    String node =
        section.required("node", "write the base URL that the tokenserver has for it", "unknown");
    return new ShardConfig(name, node, mySql(section));
  }

  private MySqlConfig tokenserver(Section root) {
    if (!root.has("tokenserver")) {
      root.problem("tokenserver", "is missing; it tells which account a shard's uid belongs to");
      return NO_MYSQL;
    }
    return mySql(root.section("tokenserver").allow(DATABASE));
  }

  private MySqlConfig mySql(Section section) {
    String url = section.required("url", "write jdbc:mysql://HOST:PORT/SCHEMA", NO_MYSQL.url());
    String user = section.required("user", "name the account to log in as", NO_MYSQL.user());
    SecretRef password = password(section);
    int connections = (int) section.number("max-connections", 4, 1_000);
    return section.checked(
        "url", NO_MYSQL, text -> new MySqlConfig(text, user, password, connections), url);
  }

  /** Relative files are looked for beside the configuration, wherever Godwit is started. */
  private @Nullable SecretRef password(Section section) {
    Optional<String> variable = section.text("password-env");
    Optional<String> file = section.text("password-file");
    if (variable.isPresent() && file.isPresent()) {
      section.problem("password-file", "password-env names a place already; keep one of them");
    }
    if (variable.isPresent()) {
      return SecretRef.env(variable.get());
    }
    return file.map(path -> SecretRef.file(folder.resolve(path).normalize().toString()))
        .orElse(null);
  }

  private SpannerConfig target(Section root) {
    Section section = root.section("target").allow(List.of("database", "emulator-host"));
    String host = emulatorHost(section);
    Setting database = overridden(overrides.overTarget(), section);
    if (database == null) {
      section.problem("database", "is missing; " + SPANNER_FORM + ", or give --target");
      return NO_SPANNER;
    }
    return spanner(database, host);
  }

  private SpannerConfig ledger(Section root, SpannerConfig target) {
    Section section = root.section("ledger").allow(List.of("database"));
    Setting database = overridden(overrides.overLedger(), section);
    if (database == null) {
      log.setting(new Setting("ledger.database", target.path(), "default: the target"));
      return target;
    }
    return spanner(database, target.emulatorHost());
  }

  private @Nullable Setting overridden(Optional<Setting> override, Section section) {
    if (override.isPresent()) {
      log.setting(override.get());
      return override.get();
    }
    return section
        .text("database")
        .map(text -> new Setting(section.name("database"), text, section.origin("database")))
        .orElse(null);
  }

  private @Nullable String emulatorHost(Section section) {
    Optional<Setting> override = overrides.overEmulatorHost();
    if (override.isPresent()) {
      log.setting(override.get());
      return override.get().value();
    }
    Optional<String> host = section.text("emulator-host");
    if (host.isEmpty()) {
      log.setting(new Setting(section.name("emulator-host"), "(none: Cloud Spanner)", "default"));
    }
    return host.orElse(null);
  }

  private SpannerConfig spanner(Setting database, @Nullable String host) {
    try {
      return SpannerConfig.parse(database.value(), host);
    } catch (IllegalArgumentException e) {
      log.problem(database.origin(), database.name() + ": " + e.getMessage());
      return NO_SPANNER;
    }
  }

  private static CopyPolicy policy(Section section) {
    CopyPolicy standard = CopyPolicy.DEFAULT;
    CommitLimits commit =
        new CommitLimits(
            (int)
                section.number(
                    "commit-mutations", standard.commit().mutations(), CommitLimits.MAX_MUTATIONS),
            section.number("commit-bytes", standard.commit().bytes(), CommitLimits.MAX_BYTES),
            (int) section.number("commit-rows", standard.commit().rows(), Integer.MAX_VALUE));
    return new CopyPolicy(
        commit,
        section.number("bin-bytes", standard.binBytes(), Long.MAX_VALUE),
        section.number("hoarder-rows", standard.hoarderRows(), Long.MAX_VALUE));
  }
}
