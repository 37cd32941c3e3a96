package godwit.cli;

import godwit.cli.serve.MasterSecrets;
import godwit.cli.serve.ServeOptions;
import godwit.cli.serve.ServeText;
import godwit.cli.serve.Serving;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Session;
import godwit.cli.session.Stopping;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves Sync until it is told to end. */
@Command(
    name = "serve",
    description = {
      "Serve Sync 1.5 from MySQL, MariaDB or Spanner.",
      "",
      "Without options: from a MariaDB of its own, whose data and secret are kept in a folder, on"
          + " this machine only, with a tokenserver in the same process. Firefox is pointed at it"
          + " by one setting, which is printed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit serve",
      "  godwit serve --host 0.0.0.0 --public-url https://sync.example.org --trust-proxy",
      "  godwit serve --storage mysql://db:3306/sync --create --master-secret-file secret",
      "  godwit serve --storage spanner:projects/my-project/instances/sync/databases/sync",
      "",
      "It runs until Ctrl-C or SIGTERM, and finishes requests that are under way."
    })
final class ServeCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ServeOptions options = new ServeOptions();
  @Mixin private MasterSecrets secrets = new MasterSecrets();

  ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    options.check(session);
    var stopped = new CountDownLatch(1);
    Stopping.Registration registration = session.stopping().register(stopped::countDown);
    try (Serving serving = Serving.start(options, secrets, session)) {
      session.out().print(ServeText.ready(serving.ready(), session));
      session.out().flush();
      stopped.await();
    } finally {
      registration.close();
    }
    session.say("All requests are finished; the server has ended.");
    return ExitCode.DONE.status();
  }
}
