package godwit.cli.testdata;

import godwit.cli.option.ExecuteMixin;
import godwit.cli.option.WorkloadMixin;
import godwit.cli.output.Amounts;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.testdata.Workload;
import godwit.testdata.truth.GenerateFiles;
import godwit.testdata.truth.GeneratedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes test data as files. */
@Command(
    name = "generate",
    description =
        "Write made users, their records and the truth about them as JSON lines. Parts made apart"
            + " join to the same whole.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit testdata generate --users 100 --execute",
      "  godwit testdata generate --users 1000000 --part 3 --parts 8 --execute"
    })
final class TestDataGenerateCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final WorkloadMixin options = new WorkloadMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "godwit-testdata",
      description =
          "Where to write; files of an earlier run are replaced. Default: ${DEFAULT-VALUE}.")
  private String folder = "";

  @Option(
      names = "--part",
      paramLabel = "I",
      defaultValue = "0",
      description = "Which part to write, from 0. Default: ${DEFAULT-VALUE}.")
  private int part;

  @Option(
      names = "--parts",
      paramLabel = "N",
      defaultValue = "1",
      description = "Into how many parts the users are cut. Default: ${DEFAULT-VALUE}.")
  private int parts;

  TestDataGenerateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Workload workload = options.workload(Workload.DEFAULT_NOW);
    if (parts < 1 || part < 0 || part >= parts) {
      throw Failure.usage(
          "--part: %d of %d; parts are numbered from 0 to one below --parts."
              .formatted(part, parts));
    }
    Path place = session.resolve(folder);
    return session.finish(
        "testdata generate", execute.acts() ? write(workload, place) : rehearse(workload, place));
  }

  private Result rehearse(Workload workload, Path place) {
    long users = workload.partStart(part + 1, parts) - workload.partStart(part, parts);
    String text =
        "Dry run: nothing was written. With --execute, %s and their records would go to %s%n"
            .formatted(Amounts.of(users, "user"), place);
    return Result.dryRun(Map.of("folder", place.toString(), "users", users), text);
  }

  private Result write(Workload workload, Path place) {
    try {
      GeneratedFiles files = GenerateFiles.write(workload, place, part, parts);
      String text =
          "%s with %s in %s%n"
              .formatted(
                  Amounts.of(files.users(), "user"), Amounts.of(files.records(), "record"), place);
      Map<String, Object> report =
          Map.of("folder", place.toString(), "users", files.users(), "records", files.records());
      return Result.of(ExitCode.DONE, report, text);
    } catch (IOException e) {
      throw new Failure(ExitCode.PRECONDITION, "The folder '" + place + "' cannot be written.", e);
    }
  }
}
