package godwit.cli.testdata;

import godwit.cli.option.ConfigMixin;
import godwit.cli.option.ExecuteMixin;
import godwit.cli.output.TextTable;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.run.MoveConfig;
import godwit.storage.spanner.SpannerConfig;
import godwit.storage.spanner.SpannerDatabase;
import godwit.testdata.defect.Defect;
import godwit.testdata.defect.PlantDefects;
import godwit.testdata.defect.Planted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Damages a target that holds test data, so that a verification has something to find. */
@Command(
    name = "plant",
    description =
        "Damage the configured target on purpose, to see 'verify' find it. For an emulator only.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit testdata plant ROW_MISSING --execute",
      "  godwit testdata plant PAYLOAD_CHANGED COUNTER_WRONG --seed 7 --execute",
      "",
      "Then: godwit verify; godwit verify --repair --execute"
    })
final class TestDataPlantCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ConfigMixin config = new ConfigMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();

  @Parameters(
      arity = "1..*",
      paramLabel = "DEFECT",
      description = "What to plant, each once: ${COMPLETION-CANDIDATES}.")
  private List<Defect> defects = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which rows are hit. Default: ${DEFAULT-VALUE}.")
  private long seed;

  TestDataPlantCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    MoveConfig move = config.load(session).move();
    SpannerConfig target = move.target();
    if (!target.isEmulator()) {
      throw Failure.precondition(
          "testdata plant damages users, and "
              + target.path()
              + " is not on an emulator; set target.emulator-host to one.");
    }
    return session.finish("testdata plant", execute.acts() ? plant(target) : rehearse(target));
  }

  private Result rehearse(SpannerConfig target) {
    String text =
        "Dry run: nothing was changed. With --execute, these would be planted in %s:%n  %s%n"
            .formatted(
                target.path(), String.join("\n  ", defects.stream().map(Enum::name).toList()));
    return Result.dryRun(Map.of("defects", defects, "planted", List.of()), text);
  }

  private Result plant(SpannerConfig target) {
    session.beginWork();
    try (SpannerDatabase database = SpannerDatabase.open(target)) {
      database.verifyReachable();
      List<Planted> planted = PlantDefects.plant(database.client(), seed, defects);
      return Result.of(
          ExitCode.DONE, Map.of("defects", defects, "planted", planted), text(planted));
    } catch (IllegalStateException e) {
      throw new Failure(ExitCode.PRECONDITION, String.valueOf(e.getMessage()), e);
    }
  }

  private String text(List<Planted> planted) {
    TextTable table = new TextTable("defect", "user", "collection", "record", "column");
    for (Planted one : planted) {
      table.row(
          one.defect().name(),
          session.showsKeys() ? one.user().full() : one.user().shortened(),
          one.collection().text(),
          one.id() == null ? "" : one.id(),
          one.column() == null ? "" : one.column());
    }
    return table.print("");
  }
}
