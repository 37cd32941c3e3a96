package godwit.cli.demo;

import godwit.cli.output.Amounts;
import godwit.cli.servers.LocalServers;
import godwit.cli.session.ExitCode;
import godwit.pipelines.migrate.MigrateReport;
import godwit.pipelines.verify.VerifyReport;
import java.nio.file.Path;

/** What a newcomer should take away from the demo. */
public final class DemoText {
  private DemoText() {}

  /** How the demo ended: as its worst step. */
  public static ExitCode exit(DemoReport report) {
    int worst = report.steps().stream().mapToInt(Step::exitCode).max().orElse(0);
    for (ExitCode code : ExitCode.values()) {
      if (code.status() == worst) {
        return code;
      }
    }
    return ExitCode.INTERNAL;
  }

  /** The summary. */
  public static String summary(DemoReport report) {
    StringBuilder text = new StringBuilder("\nWhat happened\n");
    MigrateReport migrate = report.migrate();
    if (migrate != null) {
      long filtered = migrate.rows().filtered().values().stream().mapToLong(n -> n).sum();
      text.append(
          "  %s moved with %s; %s stayed behind because they had expired.%n"
              .formatted(
                  Amounts.of(migrate.users().copied(), "user"),
                  Amounts.of(migrate.rows().written(), "record"),
                  Amounts.count(filtered)));
    }
    MigrateReport again = report.again();
    if (again != null) {
      text.append(
          "  A second run looked at everybody again and copied %s.%n"
              .formatted(again.rows().written() == 0 ? "nothing" : again.rows().written()));
    }
    VerifyReport verify = report.verify();
    if (verify != null) {
      text.append(
          "  Both databases computed digests of every user on their own: %s equal, %s different.%n"
              .formatted(
                  Amounts.count(verify.users().equal()),
                  Amounts.count(verify.users().different())));
    }
    double seconds = report.steps().stream().mapToDouble(Step::seconds).sum();
    return text.append("  All that took %s.%n".formatted(Amounts.seconds(seconds))).toString();
  }

  /** Where to look next when the servers are gone. */
  public static String gone(String command) {
    return """

        Everything was removed again. To look inside and go on from here:
          %1$s demo --keep
          %1$s --help
        """
        .formatted(command);
  }

  /** How to look inside the servers that keep running, and how to end them. */
  public static String kept(String command, LocalServers servers, Path config, long pid) {
    String[] address = servers.mysqlUrl().replaceAll("^jdbc:mysql://|/$", "").split(":");
    return """

        The servers keep running.
        Go on with
          %1$s status --config %2$s
          %1$s verify --config %2$s
          %1$s migrate --config %2$s
        Look inside
          mysql --host %3$s --port %4$s --user %5$s --password="$(cat %6$s)" godwit_shard0
          SPANNER_EMULATOR_HOST=%7$s spanner-cli -p godwit-local -i godwit -d sync
        Stop them, which removes their data
          kill %8$d
        """
        .formatted(
            command,
            config,
            address[0],
            address[1],
            servers.mysqlUser(),
            servers.mysqlPasswordFile(),
            servers.spannerHost(),
            pid);
  }
}
