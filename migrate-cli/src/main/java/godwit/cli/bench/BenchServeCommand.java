package godwit.cli.bench;

import godwit.cli.serve.MySqlAccount;
import godwit.cli.servers.LocalServers;
import godwit.cli.servers.RunningServers;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.storage.mysql.MySqlConfig;
import godwit.sync.SyncClock;
import godwit.sync.backend.OpenBackend;
import godwit.sync.backend.OpenBackend.Missing;
import godwit.sync.backend.StorageAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the serving path under the load of many devices. */
@Command(
    name = "serve",
    description = {
      "Drive a Sync server with the requests of many devices, and print throughput, latencies by"
          + " request, and where the time goes.",
      "",
      "By default on a MariaDB and a Spanner emulator of its own, one after the other. With"
          + " --storage on one of yours: made users are written to it and deleted again; if any of"
          + " their numbers is somebody's, nothing is done."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit bench serve",
      "  godwit bench serve --connections 32 --seconds 60",
      "  godwit bench serve --rate 200 --storage mysql://db:3306/sync",
    })
final class BenchServeCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--storage",
      paramLabel = "STORAGE",
      description =
          "mysql://HOST:PORT/SCHEMA (account from the environment, as for serve) or"
              + " spanner:projects/P/instances/I/databases/D.")
  private @Nullable String storage;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "8",
      description = "Devices at once. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "80",
      description = "Users whose devices they are. Default: ${DEFAULT-VALUE}.")
  private int users;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Visits a second, begun whether or not the server keeps up. Default: each as the one"
              + " before it ends.")
  private double rate;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Not measured. Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description = "Measured, for each storage. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of what is sent. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "16",
      description = "Connections to a MySQL database at once. Default: ${DEFAULT-VALUE}.")
  private int maxConnections;

  BenchServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    LoadSettings settings = settings();
    var bench = new ServeBench(settings);
    List<ServeBench.Measured> measured = new ArrayList<>();
    if (storage != null) {
      measured.add(bench.run(named(StorageAddress.parse(storage))));
    } else {
      try (RunningServers running = RunningServers.start()) {
        for (Function<SyncClock, OpenBackend> own : own(running.servers())) {
          measured.add(bench.run(own));
        }
      }
    }
    return session.finish(
        "bench serve",
        Result.of(
            ExitCode.DONE,
            Map.of("settings", settings, "storages", measured),
            LoadText.of(settings, measured)));
  }

  private LoadSettings settings() {
    try {
      if (storage != null) {
        StorageAddress.parse(storage);
      }
      return new LoadSettings(connections, users, rate, warmUp, seconds, seed);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private Function<SyncClock, OpenBackend> named(StorageAddress address) {
    if (address.kind() == StorageAddress.Kind.SPANNER) {
      String emulator = session.environment().get("SPANNER_EMULATOR_HOST");
      return clock -> OpenBackend.spanner(address.spanner(emulator), Missing.REFUSE, clock);
    }
    MySqlAccount account = MySqlAccount.of(session);
    return clock ->
        OpenBackend.mysql(
            address.mysql(account.user(), account.password(), maxConnections),
            Missing.REFUSE,
            clock);
  }

  private List<Function<SyncClock, OpenBackend>> own(LocalServers servers) {
    var mysql =
        new MySqlConfig(
            servers.mysqlUrl() + "bench_serve",
            servers.mysqlUser(),
            servers.passwordRef(),
            maxConnections);
    return List.of(
        clock -> OpenBackend.mysql(mysql, Missing.CREATE, clock),
        clock -> OpenBackend.spanner(servers.database("bench-serve"), Missing.CREATE, clock));
  }
}
