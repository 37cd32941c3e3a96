package godwit.cli.testdata;

import godwit.cli.servers.RunningServers;
import godwit.cli.servers.ServersFile;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Holds servers until it is told to end. */
@Command(
    name = "servers",
    description =
        "Start a MySQL-compatible server and a Spanner emulator, write their addresses to"
            + " FOLDER/servers.properties, and run until stopped.",
    footerHeading = "%nExample:%n",
    footer = "  godwit testdata servers /tmp/servers   stop it with Ctrl-C")
final class TestDataServersCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "FOLDER", description = "Where the addresses are written.")
  private String folder = "";

  TestDataServersCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    Path place = session.resolve(folder);
    ServersFile.requireFree(place, "name another one");
    session.stopping().register(stopped::countDown);
    try (RunningServers running = RunningServers.start()) {
      publish(place, running);
      session.say("MySQL    " + running.servers().mysqlUrl());
      session.say("Spanner  " + running.servers().spannerHost());
      stopped.await();
    } finally {
      ServersFile.deleteOwn(place);
    }
    return session.finish(
        "testdata servers", Result.of(ExitCode.DONE, Map.of(), "The servers have ended.\n"));
  }

  private static void publish(Path place, RunningServers running) {
    try {
      Files.createDirectories(place);
      ServersFile.write(place, running.servers());
    } catch (IOException e) {
      throw new Failure(ExitCode.PRECONDITION, "The folder '" + place + "' cannot be written.", e);
    }
  }
}
