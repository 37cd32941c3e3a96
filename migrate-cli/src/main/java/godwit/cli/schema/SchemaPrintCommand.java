package godwit.cli.schema;

import godwit.cli.session.ExitCode;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the schema; needs neither a configuration nor a server. */
@Command(
    name = "print",
    description = "Print the schema as a script: DDL, roles, and the standard collections' rows.",
    footerHeading = "%nExample:%n",
    footer = "  godwit schema print > schema.sql")
final class SchemaPrintCommand implements Callable<Integer> {
  private final Session session;

  SchemaPrintCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String script = SchemaDatabases.whole().print();
    Map<String, Object> report =
        Map.of("statements", SchemaDatabases.whole().ddl(), "script", script);
    return session.finish("schema print", Result.of(ExitCode.DONE, report, script));
  }
}
