package godwit.cli.testdata;

import godwit.cli.Main;
import godwit.cli.config.ConfigText;
import godwit.cli.config.LoadedConfig;
import godwit.cli.demo.MadeMove;
import godwit.cli.option.ExecuteMixin;
import godwit.cli.option.MySqlServerMixin;
import godwit.cli.option.WorkloadMixin;
import godwit.cli.output.Amounts;
import godwit.cli.output.TextTable;
import godwit.cli.servers.BackgroundServers;
import godwit.cli.servers.LocalServers;
import godwit.cli.servers.ServersFile;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.storage.SecretRef;
import godwit.storage.spanner.SpannerConfig;
import godwit.testdata.Workload;
import godwit.testdata.defect.Hostile;
import godwit.testdata.defect.Oddity;
import godwit.testdata.defect.PlantOddities;
import godwit.testdata.defect.PlantOddities.PlantedOddity;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.LoadedWorkload;
import godwit.testdata.load.ProgressListener;
import godwit.testdata.load.ServerTarget;
import godwit.testdata.load.TestDataLoad;
import godwit.testdata.truth.GenerateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loads test data into shards and a tokenserver database, ready to be moved. */
@Command(
    name = "load",
    description =
        "Load made users into new schemas, and write the configuration that moves them and the"
            + " truth about them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit testdata load --users 2000 --hoarder 100000 --execute",
      "  godwit testdata load --mysql-url jdbc:mysql://127.0.0.1:3306/ --mysql-user root \\",
      "      --mysql-password-env MYSQL_PASSWORD --execute",
      "",
      "Then: godwit schema apply --execute --config godwit-testdata/godwit.yaml"
    })
final class TestDataLoadCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final WorkloadMixin options = new WorkloadMixin();
  @Mixin private final MySqlServerMixin mysql = new MySqlServerMixin();
  @Mixin private final ExecuteMixin execute = new ExecuteMixin();

  @Option(
      names = "--schema-prefix",
      paramLabel = "PREFIX",
      defaultValue = "godwit",
      description = "How the new schemas' names begin. Default: ${DEFAULT-VALUE}.")
  private String prefix = "";

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "godwit-testdata",
      description =
          "Where godwit.yaml, workload.json and truth.jsonl go. Default: ${DEFAULT-VALUE}.")
  private String folder = "";

  @Option(
      names = "--target",
      paramLabel = "DATABASE",
      defaultValue = "projects/godwit-local/instances/godwit/databases/sync",
      description = "The target named in godwit.yaml. Default: ${DEFAULT-VALUE}.")
  private String target = "";

  @Option(
      names = "--hostile",
      paramLabel = "NAME",
      description =
          "Put an oddity of real shards into the data, in a user of its own:"
              + " ${COMPLETION-CANDIDATES}. Repeatable; the truth does not know of it.")
  private List<Oddity> hostile = new ArrayList<>();

  TestDataLoadCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Workload workload = options.workload(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    SpannerConfig database = SpannerConfig.parse(target, null);
    Path place = session.resolve(folder);
    SecretRef password = mysql.password(session);
    if (!execute.acts()) {
      return session.finish("testdata load", rehearse(workload, place));
    }
    session.beginWork();
    Files.createDirectories(place);
    if (mysql.isGiven()) {
      Server server = new Server(mysql.url(), mysql.user(), password, emulatorHost());
      return session.finish("testdata load", load(workload, server, database, place));
    }
    return session.finish("testdata load", loadHere(workload, database, place));
  }

  /** The server that is loaded, and the emulator that goes into the configuration. */
  private record Server(
      String url, String user, @Nullable SecretRef password, @Nullable String emulatorHost) {}

  private @Nullable String emulatorHost() {
    String host = session.environment().getOrDefault("SPANNER_EMULATOR_HOST", "");
    return host.isBlank() ? null : host.strip();
  }

  private Result rehearse(Workload workload, Path place) {
    String where =
        mysql.isGiven() ? mysql.url() : "a server that would be started here and left running";
    String text =
        "Dry run: nothing was changed. With --execute, %s would be loaded into %s of %s,%nand %s"
                .formatted(
                    Amounts.of(workload.users(), "user"),
                    Amounts.of(workload.shards(), "new shard"),
                    where,
                    "the configuration to move them written to " + place + "\n")
            + (hostile.isEmpty() ? "" : "with oddities: " + words(hostile) + "\n");
    return Result.dryRun(
        Map.of(
            "folder",
            place.toString(),
            "users",
            workload.users(),
            "server",
            where,
            "hostile",
            hostile),
        text);
  }

  private Result loadHere(Workload workload, SpannerConfig database, Path place)
      throws IOException, SQLException, InterruptedException {
    ServersFile.requireFree(place, "name another folder");
    BackgroundServers background =
        BackgroundServers.start(Main.class, List.of("testdata", "servers"), place);
    boolean loaded = false;
    try {
      LocalServers here = background.servers();
      Server server =
          new Server(here.mysqlUrl(), here.mysqlUser(), here.passwordRef(), here.spannerHost());
      Result result = load(workload, server, database, place);
      loaded = true;
      session.say("The servers keep running. Stop them with: kill " + background.pid());
      return result;
    } finally {
      if (!loaded) {
        background.close();
      }
    }
  }

  private Result load(Workload workload, Server server, SpannerConfig database, Path place)
      throws IOException, SQLException, InterruptedException {
    ServerTarget into =
        new ServerTarget(
            server.url(),
            server.user(),
            () -> server.password() == null ? "" : server.password().resolve(),
            prefix);
    LoadedWorkload loaded = loadInto(workload, into);
    List<PlantedOddity> oddities = plantInto(loaded, into);
    SpannerConfig configured =
        new SpannerConfig(
            database.project(), database.instance(), database.database(), server.emulatorHost());
    Files.writeString(
        place.resolve(LoadedConfig.DEFAULT_NAME),
        ConfigText.of(MadeMove.of(loaded, server.user(), server.password(), configured)));
    GenerateFiles.writeTruth(workload, place);
    return Result.of(
        ExitCode.DONE, report(loaded, place, oddities), text(loaded, place) + text(oddities));
  }

  private List<PlantedOddity> plantInto(LoadedWorkload loaded, ServerTarget into) {
    try {
      return PlantOddities.plant(loaded, into, hostile);
    } catch (SQLException | IllegalStateException e) {
      throw new Failure(
          ExitCode.PRECONDITION,
          "The users are loaded into " + into + ", but not every oddity: " + e.getMessage(),
          e);
    }
  }

  private static String words(List<Oddity> oddities) {
    return String.join(", ", oddities.stream().map(Enum::name).toList());
  }

  private static LoadedWorkload loadInto(Workload workload, ServerTarget into)
      throws InterruptedException {
    try {
      return TestDataLoad.load(workload, into, ProgressListener.SILENT);
    } catch (SQLException e) {
      throw new Failure(
          ExitCode.PRECONDITION,
          "Loading into " + into + " failed: " + e.getMessage() + "; nothing there was replaced.",
          e);
    }
  }

  private static Map<String, Object> report(
      LoadedWorkload loaded, Path place, List<PlantedOddity> oddities) {
    return Map.of(
        "folder", place.toString(),
        "config", place.resolve(LoadedConfig.DEFAULT_NAME).toString(),
        "users", loaded.workload().users(),
        "records", loaded.records(),
        "shards", loaded.shards().stream().map(LoadedShard::url).toList(),
        "hostile", oddities);
  }

  private static String text(LoadedWorkload loaded, Path place) {
    TextTable table = new TextTable("shard", "records", "node", "schema");
    loaded.shards().forEach(s -> table.row(s.name(), s.records(), s.nodeUrl(), s.url()));
    return table.print("")
        + "%nThe configuration is %s%n".formatted(place.resolve(LoadedConfig.DEFAULT_NAME));
  }

  private static String text(List<PlantedOddity> oddities) {
    TextTable table = new TextTable("oddity", "shard", "uid", "collection id", "record", "what");
    for (PlantedOddity one : oddities) {
      Hostile place = one.place();
      table.row(
          one.oddity().name(),
          one.shard(),
          place.uid(),
          place.collection(),
          place.id() == null ? "" : place.id(),
          place.what());
    }
    return table.isEmpty() ? "" : "\n" + table.print("");
  }
}
