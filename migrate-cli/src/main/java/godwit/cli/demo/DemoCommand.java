package godwit.cli.demo;

import godwit.cli.Main;
import godwit.cli.config.ConfigText;
import godwit.cli.config.LoadedConfig;
import godwit.cli.output.Amounts;
import godwit.cli.servers.BackgroundServers;
import godwit.cli.servers.RunningServers;
import godwit.cli.servers.ServersFile;
import godwit.cli.session.Failure;
import godwit.cli.session.Failures;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.pipelines.run.MoveConfig;
import godwit.testdata.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows everything at once, on made data, without a cloud. */
@Command(
    name = "demo",
    description =
        "Invent users, load them into two MySQL shards, move them to a Spanner emulator and prove"
            + " that they arrived. Needs no configuration and no cloud, and leaves nothing behind.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit demo                        about half a minute",
      "  godwit demo --keep                 leave the servers running and look inside",
      "  godwit demo --users 2000 --seed 7  more people, and other ones"
    })
public final class DemoCommand implements Callable<Integer> {
  /** Small people, so that the demo is about the steps and not about waiting. */
  private static final int MEDIAN_ROWS = 60;

  private final Session session;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many people. Default: ${DEFAULT-VALUE}.")
  private long users;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which people. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--keep",
      description = "Leave the servers running, and say how to look inside and how to stop them.")
  private boolean keep;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "godwit-demo",
      description = "Where --keep writes the configuration. Default: ${DEFAULT-VALUE}.")
  private String folder = "";

  public DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Workload workload = workload();
    if (keep) {
      ServersFile.requireFree(session.resolve(folder), "take another folder with --folder");
    }
    Demo demo = new Demo(session, workload);
    session.narrate(
        "Godwit demo: %s, invented from seed %d.%n"
            .formatted(Amounts.of(users, "person").replace("persons", "people"), seed));
    try {
      String end = keep ? kept(demo) : gone(demo);
      DemoReport report = demo.report(null);
      return session.finish(
          "demo", Result.of(DemoText.exit(report), report, DemoText.summary(report) + end));
    } catch (Exception e) {
      if (!session.isJson()) {
        throw e;
      }
      Failure failure = Failures.duringWork(e);
      session.err().println("demo: " + failure.getMessage());
      return session.finish(
          "demo", Result.of(failure.exit(), demo.report(failure.getMessage()), ""));
    }
  }

  private Workload workload() {
    try {
      return Workload.of(seed, users).withMedianRows(MEDIAN_ROWS).withNow(Instant.now());
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--users: " + e.getMessage() + ".");
    }
  }

  private String gone(Demo demo) throws Exception {
    // A name of its own: the emulator may be one that the user runs for other things too.
    String database = "demo-" + UUID.randomUUID().toString().substring(0, 8);
    try (RunningServers running =
        demo.startServers(RunningServers::start, RunningServers::servers)) {
      demo.move(running.servers(), database);
    }
    return DemoText.gone(session.command());
  }

  private String kept(Demo demo) throws Exception {
    Path place = Files.createDirectories(session.resolve(folder));
    BackgroundServers background =
        demo.startServers(
            () -> BackgroundServers.start(Main.class, List.of("testdata", "servers"), place),
            BackgroundServers::servers);
    Thread hook = new Thread(background::close, "stop-servers");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      MoveConfig move = demo.move(background.servers(), "sync");
      Path file = place.resolve(LoadedConfig.DEFAULT_NAME);
      Files.writeString(file, ConfigText.of(move));
      Runtime.getRuntime().removeShutdownHook(hook);
      return DemoText.kept(session.command(), background.servers(), file, background.pid());
    } catch (Exception e) {
      background.close();
      Runtime.getRuntime().removeShutdownHook(hook);
      throw e;
    }
  }
}
