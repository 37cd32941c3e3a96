package godwit.cli.option;

import godwit.cli.session.Failure;
import godwit.pipelines.deadletter.Cause;
import godwit.pipelines.ledger.DeadLetterLog.Filter;
import godwit.pipelines.run.MoveConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command is about. */
public final class LetterMixin {
  @Option(names = "--shard", paramLabel = "NAME", description = "Only those of this shard.")
  private @Nullable String shard;

  @Option(
      names = "--uid",
      paramLabel = "N",
      description = "Only those of this user of the shard; needs --shard.")
  private @Nullable Long uid;

  @Option(
      names = "--cause",
      paramLabel = "CAUSE",
      description = "Only those with this cause, such as ORPHAN_COLLECTION.")
  private @Nullable String cause;

  @Option(names = "--run", paramLabel = "ID", description = "Only those that this run wrote.")
  private @Nullable String run;

  /**
   * The checked filter.
   *
   * @throws Failure of USAGE if it cannot match anything
   */
  public Filter filter(MoveConfig move) {
    if (shard != null) {
      move.shard(shard);
    }
    if (uid != null && shard == null) {
      throw Failure.usage("--uid needs --shard: each shard counts its users on its own.");
    }
    return new Filter(shard, uid, parsedCause(), run);
  }

  private @Nullable Cause parsedCause() {
    if (cause == null) {
      return null;
    }
    String name = cause.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(Cause.values())
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.usage(
                    "--cause: there is no cause '%s'; there are %s."
                        .formatted(cause, Arrays.toString(Cause.values()))));
  }

  /** The options as they were given, for the command that resumes. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    Optional.ofNullable(shard).ifPresent(name -> words.addAll(List.of("--shard", name)));
    Optional.ofNullable(uid).ifPresent(n -> words.addAll(List.of("--uid", n.toString())));
    Optional.ofNullable(cause).ifPresent(name -> words.addAll(List.of("--cause", name)));
    Optional.ofNullable(run).ifPresent(id -> words.addAll(List.of("--run", id)));
    return words;
  }
}
