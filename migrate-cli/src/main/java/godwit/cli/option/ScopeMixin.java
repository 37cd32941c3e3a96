package godwit.cli.option;

import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.pipelines.plan.Percent;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which users a command is about. Given together, the filters narrow each other. */
public final class ScopeMixin {
  @Option(
      names = "--shard",
      paramLabel = "NAME",
      description = "Only this shard of the configuration. Repeatable.")
  private List<String> shards = new ArrayList<>();

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description =
          "Only the users in FILE, one a line: fxa_uid, fxa_uid/fxa_kid or SHARD:UID; # begins a"
              + " comment.")
  private @Nullable String users;

  @Option(
      names = "--percent",
      paramLabel = "A:B",
      description = "Only this share of all accounts, always the same ones; 0:5 is the first 5%%.")
  private @Nullable String percent;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most N users, the first in the target's order.")
  private @Nullable Long limit;

  @Option(
      names = "--exclude-hoarders",
      paramLabel = "N",
      description = "Leave out users with more than N records.")
  private @Nullable Long excludeHoarders;

  /**
   * The checked filters.
   *
   * @throws Failure of USAGE that names everything wrong with them
   */
  public Scope scope(Session session, MoveConfig move) {
    List<String> problems = new ArrayList<>();
    checkShards(move, problems);
    checkAtLeastOne("--limit", limit, problems);
    checkAtLeastOne("--exclude-hoarders", excludeHoarders, problems);
    Percent share = share(problems);
    Set<String> names = names(session, problems);
    checkShardsOf(names, move, problems);
    if (!problems.isEmpty()) {
      throw Failure.usage(String.join(" ", problems));
    }
    return Scope.ALL
        .withShards(Set.copyOf(shards))
        .withUsers(names)
        .withPercent(share)
        .withLimit(limit == null ? Scope.ALL.limit() : limit)
        .withoutHoarders(excludeHoarders == null ? Scope.ALL.excludeHoarders() : excludeHoarders);
  }

  private void checkShards(MoveConfig move, List<String> problems) {
    List<String> known = move.shards().stream().map(ShardConfig::name).toList();
    for (String shard : shards) {
      if (!known.contains(shard)) {
        problems.add(
            "--shard: no shard is named '%s'; configured: %s."
                .formatted(shard, String.join(", ", known)));
      }
    }
  }

  private void checkShardsOf(Set<String> names, MoveConfig move, List<String> problems) {
    Scope.ALL.withUsers(names).namedShards().stream()
        .filter(shard -> move.shards().stream().noneMatch(known -> known.name().equals(shard)))
        .forEach(
            shard ->
                problems.add(
                    "%s: no shard is named '%s'; configured: %s."
                        .formatted(users, shard, shardNames(move))));
  }

  private static String shardNames(MoveConfig move) {
    return String.join(", ", move.shards().stream().map(ShardConfig::name).toList());
  }

  private static void checkAtLeastOne(String option, @Nullable Long value, List<String> problems) {
    if (value != null && value < 1) {
      problems.add("%s: %d is below 1.".formatted(option, value));
    }
  }

  private Percent share(List<String> problems) {
    try {
      return percent == null ? Percent.ALL : Percent.parse(percent);
    } catch (IllegalArgumentException e) {
      problems.add("--percent: " + e.getMessage() + ".");
      return Percent.ALL;
    }
  }

  private Set<String> names(Session session, List<String> problems) {
    if (users == null) {
      return Set.of();
    }
    Set<String> names = new LinkedHashSet<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(session.resolve(users))) {
        number++;
        int lineNumber = number;
        UserLine.parse(line)
            .ifPresent(
                user ->
                    user.problem()
                        .ifPresentOrElse(
                            problem ->
                                problems.add("%s:%d: %s.".formatted(users, lineNumber, problem)),
                            () -> names.add(user.name())));
      }
      if (names.isEmpty() && problems.isEmpty()) {
        problems.add("--users: the file " + users + " names no user.");
      }
    } catch (IOException e) {
      problems.add("--users: the file " + users + " cannot be read.");
    }
    return names;
  }

  /** The options as they were given, for the command that resumes. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    shards.forEach(shard -> words.addAll(List.of("--shard", shard)));
    Optional.ofNullable(users).ifPresent(file -> words.addAll(List.of("--users", file)));
    Optional.ofNullable(percent).ifPresent(share -> words.addAll(List.of("--percent", share)));
    Optional.ofNullable(limit).ifPresent(n -> words.addAll(List.of("--limit", n.toString())));
    Optional.ofNullable(excludeHoarders)
        .ifPresent(n -> words.addAll(List.of("--exclude-hoarders", n.toString())));
    return words;
  }
}
