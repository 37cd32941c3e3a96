package godwit.cli.option;

import godwit.cli.page.PageFiles;
import godwit.cli.page.ReportPage;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command leaves its report as a page, beside what it prints. */
public final class ReportMixin {
  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description =
          "Also write the result as one page for a browser, and its figures to FILE.json beside"
              + " it.")
  private @Nullable String report;

  /**
   * Makes sure that the page can be written, before anything is opened.
   *
   * @throws Failure of USAGE if it cannot
   */
  public void check(Session session) {
    if (report == null) {
      return;
    }
    Path file = session.resolve(report);
    if (!PageFiles.isPage(file)) {
      throw Failure.usage("--report: '" + report + "' does not end with .html.");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw Failure.usage("--report: there is no folder for '" + report + "' to write to.");
    }
    if (Files.isDirectory(file)) {
      throw Failure.usage("--report: '" + report + "' is a folder.");
    }
  }

  /**
   * Prints the result and writes the page, if one was asked for.
   *
   * @return the process's exit code; a page that could not be written spoils a success
   */
  public int finish(Session session, String command, Result result, Supplier<ReportPage> page) {
    boolean written = report == null || write(session, command, session.resolve(report), page);
    int exit = session.finish(command, result);
    return written || exit != ExitCode.DONE.status() ? exit : ExitCode.INTERNAL.status();
  }

  private static boolean write(
      Session session, String command, Path file, Supplier<ReportPage> page) {
    try {
      PageFiles.write(file, page.get());
      session.say("Report: " + file);
      return true;
    } catch (IOException e) {
      session.err().println(command + ": the report " + file + " could not be written: " + e);
      return false;
    }
  }

  /** The option as it was given, for the command that resumes. */
  public List<String> words() {
    return report == null ? List.of() : List.of("--report", report);
  }
}
