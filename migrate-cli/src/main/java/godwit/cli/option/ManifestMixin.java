package godwit.cli.option;

import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.pipelines.run.Launcher;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run names what it deleted. */
final class ManifestMixin {
  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "Name every deleted record in FILE, which only you may read: it holds whole user keys."
              + " With several stores, in one file beside it for each. Default with --execute:"
              + " RUN.jsonl here.")
  private @Nullable String manifest;

  @Option(names = "--no-manifest", description = "Write no manifest.")
  private boolean noManifest;

  /**
   * Makes sure that the options go together.
   *
   * @throws Failure of USAGE if they do not
   */
  void check(boolean acts) {
    if (manifest != null && (noManifest || !acts)) {
      throw Failure.usage("--manifest names what was deleted; it goes with --execute only.");
    }
  }

  /** The file of a run that acts; null if it writes none. Remote workers have no files of ours. */
  @Nullable String file(Session session, String runId) {
    if (manifest != null) {
      return session.resolve(manifest).toString();
    }
    return noManifest || !Launcher.isLocal(session.runnerArguments())
        ? null
        : session.resolve(runId + ".jsonl").toString();
  }

  /** For the command that resumes: a manifest tells of one run. */
  List<String> words() {
    return noManifest ? List.of("--no-manifest") : List.of();
  }
}
