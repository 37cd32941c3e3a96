package godwit.cli;

import godwit.cli.page.PageDiff;
import godwit.cli.page.PageFiles;
import godwit.cli.page.ReportPage;
import godwit.cli.page.Section;
import godwit.cli.page.Table;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws reports that were written before. */
@Command(
    name = "report",
    description =
        "Draw the page of a report again from its figures, or of what changed between two reports"
            + " of the same command.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit report audit.json                      writes audit.html",
      "  godwit report --diff monday.json friday.json  writes friday-diff.html",
      "",
      "Reports come from --report of other commands. Opens no connection."
    })
final class ReportCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "1..2",
      paramLabel = "FILE.json",
      description = "The figures of a report; with --diff of two, the older one first.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--diff", description = "Compare two reports of the same command.")
  private boolean diff;

  @Option(
      names = "--to",
      paramLabel = "FILE.html",
      description = "Where to write the page, instead of beside the figures.")
  private @Nullable String to;

  ReportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (files.size() != (diff ? 2 : 1)) {
      throw Failure.usage(diff ? "--diff needs two files." : "Two files need --diff.");
    }
    Path html = html();
    ReportPage page = diff ? compared() : read(files.get(0));
    try {
      PageFiles.writeHtml(html, page);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.PRECONDITION, "The page " + html + " cannot be written: " + e.getMessage(), e);
    }
    String text = "%s%nPage: %s%n".formatted(page.verdict(), html);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("page", html.toString());
    told.put("verdict", page.verdict());
    if (diff) {
      told.put("changes", changes(page));
    }
    return session.finish("report", Result.of(ExitCode.DONE, told, text));
  }

  /** By section, each with what it is about, before, after and the difference. */
  private static Map<String, List<List<Object>>> changes(ReportPage page) {
    Map<String, List<List<Object>>> changes = new LinkedHashMap<>();
    for (Section section : page.sections()) {
      Table table = section.table();
      if (table != null && !table.rows().isEmpty()) {
        changes.put(section.key(), table.rows());
      }
    }
    return changes;
  }

  private Path html() {
    if (to != null) {
      Path file = session.resolve(to);
      if (!PageFiles.isPage(file)) {
        throw Failure.usage("--to: '" + to + "' does not end with .html.");
      }
      return file;
    }
    Path beside = PageFiles.pageOf(session.resolve(files.get(files.size() - 1)));
    String name = beside.getFileName().toString();
    return diff ? beside.resolveSibling(name.replaceAll("\\.html$", "-diff.html")) : beside;
  }

  private ReportPage compared() {
    ReportPage before = read(files.get(0));
    ReportPage after = read(files.get(1));
    try {
      return PageDiff.of(before, after);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--diff: " + e.getMessage() + ".");
    }
  }

  private ReportPage read(String name) {
    try {
      return PageFiles.read(session.resolve(name));
    } catch (IllegalArgumentException e) {
      throw Failure.precondition("'" + name + "' cannot be drawn: " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new Failure(ExitCode.PRECONDITION, "'" + name + "' cannot be read.", e);
    }
  }
}
