package godwit.cli.option;

import godwit.cli.config.LoadedConfig;
import godwit.cli.config.Overrides;
import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import godwit.pipelines.run.StoreConfig;
import godwit.storage.mysql.MySqlConfig;
import godwit.sweep.OwnerRange;
import godwit.sweep.spanner.SpannerSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which store a sweep goes through, and which of its users. */
public final class StoreMixin {
  private static final Pattern UIDS = Pattern.compile("(\\d{0,18}):(\\d{0,18})");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,32}");

  @Option(
      names = "--shard",
      paramLabel = "NAME",
      description = "Go through this shard of the configuration.")
  private @Nullable String shard;

  @Option(names = "--target", description = "Go through the target of the configuration.")
  private boolean target;

  @Option(
      names = "--uids",
      paramLabel = "A:B",
      description =
          "Only the users of a shard with uids from A up to but not B; either may be out.")
  private @Nullable String uids;

  @Option(
      names = "--uid-prefix",
      paramLabel = "HEX",
      description = "Only the users of the target whose account begins with this.")
  private @Nullable String uidPrefix;

  @Option(
      names = "--replica",
      paramLabel = "URL",
      description =
          "A replica of the shard whose lag to watch, jdbc:mysql://HOST:PORT/SCHEMA, with the"
              + " shard's account. Repeatable.")
  private List<String> replicas = new ArrayList<>();

  /**
   * The store, from the configuration.
   *
   * @throws Failure of USAGE if not exactly one is named, or an option does not fit it
   */
  public StoreConfig store(Session session) {
    return store(move(session));
  }

  /**
   * The configuration that the store is in.
   *
   * @throws Failure of USAGE as {@link #store}
   */
  public MoveConfig move(Session session) {
    if ((shard == null) == !target) {
      throw Failure.usage("Name one store: --shard NAME or --target.");
    }
    if (target && (uids != null || !replicas.isEmpty())) {
      throw Failure.usage("--uids and --replica are for a shard; the target has --uid-prefix.");
    }
    if (!target && uidPrefix != null) {
      throw Failure.usage("--uid-prefix is for the target; a shard has --uids.");
    }
    return LoadedConfig.load(
            ConfigMixin.file(session), new Overrides(null, null, session.environment()))
        .move();
  }

  /** The store, from a configuration that was read. */
  public StoreConfig store(MoveConfig move) {
    return shard == null ? StoreConfig.of(move.target()) : shard(named(move, shard));
  }

  private static ShardConfig named(MoveConfig move, String name) {
    try {
      return move.shard(name);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--shard: " + e.getMessage() + ".");
    }
  }

  private StoreConfig shard(ShardConfig config) {
    MySqlConfig database = config.database();
    return StoreConfig.of(
        config,
        replicas.stream()
            .map(url -> new MySqlConfig(url, database.user(), database.password(), 1))
            .toList());
  }

  /**
   * The users.
   *
   * @throws Failure of USAGE if they are not written as they should be
   */
  public OwnerRange range() {
    if (uidPrefix != null) {
      return SpannerSweep.accounts(hex(uidPrefix));
    }
    if (uids == null) {
      return OwnerRange.ALL;
    }
    Matcher form = UIDS.matcher(uids);
    if (!form.matches()) {
      throw Failure.usage("--uids: not a range: '" + uids + "'; write A:B, such as 1000:2000.");
    }
    if (!holdsAny(form.group(1), form.group(2))) {
      throw Failure.usage(
          "--uids: no uid is in '" + uids + "'; write A:B with A below B, such as 1000:2000.");
    }
    return new OwnerRange(form.group(1), form.group(2));
  }

  private static boolean holdsAny(String from, String until) {
    long first = from.isEmpty() ? 0 : Long.parseLong(from);
    return until.isEmpty() || first < Long.parseLong(until);
  }

  /**
   * Accounts are stored in lower case; a prefix that none can have would look like an all-clear.
   */
  private static String hex(String prefix) {
    String lower = prefix.toLowerCase(Locale.ROOT);
    if (!HEX.matcher(lower).matches()) {
      throw Failure.usage(
          "--uid-prefix: '"
              + prefix
              + "' begins no account; write 1 to 32 hex digits, such as 0a.");
    }
    return lower;
  }

  /** The options as they were given, for the command that resumes. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    if (target) {
      words.add("--target");
    }
    add(words, "--shard", shard);
    add(words, "--uids", uids);
    add(words, "--uid-prefix", uidPrefix);
    replicas.forEach(url -> add(words, "--replica", url));
    return words;
  }

  private static void add(List<String> words, String name, @Nullable String value) {
    if (value != null) {
      words.addAll(List.of(name, value));
    }
  }
}
