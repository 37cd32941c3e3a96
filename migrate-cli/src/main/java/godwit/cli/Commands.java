package godwit.cli;

import godwit.cli.bench.BenchCommand;
import godwit.cli.demo.DemoCommand;
import godwit.cli.job.TakesRunnerOptions;
import godwit.cli.letters.DeadLettersCommand;
import godwit.cli.purge.PurgeCommand;
import godwit.cli.quota.QuotaCommand;
import godwit.cli.schema.SchemaCommand;
import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.cli.testdata.TestDataCommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Puts the command line together: verbs, failures, look of the help. */
final class Commands {
  private static final int HELP_WIDTH = 100;

  private Commands() {}

  static CommandLine line(Session session) {
    CommandLine line = new CommandLine(new RootCommand());
    line.addMixin("shared", session.options());
    line.addSubcommand(new DemoCommand(session))
        .addSubcommand(TestDataCommand.line(session))
        .addSubcommand(new ConfigCommand(session))
        .addSubcommand(SchemaCommand.line(session))
        .addSubcommand(new AuditCommand(session))
        .addSubcommand(new PlanCommand(session))
        .addSubcommand(new MigrateCommand(session))
        .addSubcommand(new StatusCommand(session))
        .addSubcommand(new VerifyCommand(session))
        .addSubcommand(DeadLettersCommand.line(session))
        .addSubcommand(PurgeCommand.line(session))
        .addSubcommand(QuotaCommand.line(session))
        .addSubcommand(new ReportCommand(session))
        .addSubcommand(new ServeCommand(session))
        .addSubcommand(new TokenCommand(session))
        .addSubcommand(BenchCommand.line(session))
        .addSubcommand(new CompletionCommand(session));
    line.setOut(session.out())
        .setErr(session.err())
        .setUsageHelpWidth(HELP_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setExpandAtFiles(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler((fault, arguments) -> onUsage(session, fault, arguments))
        .setExecutionExceptionHandler((thrown, at, parsed) -> onFailure(session, thrown, at))
        .setExecutionStrategy(parsed -> execute(session, parsed));
    return line;
  }

  /** Logging follows the options, so it is set up when they are known and before any work. */
  private static int execute(Session session, CommandLine.ParseResult parsed) {
    Logging.setUp(session.isVerbose());
    Object command = last(parsed).commandSpec().userObject();
    if (!session.runnerArguments().isEmpty() && !(command instanceof TakesRunnerOptions)) {
      throw new CommandLine.ParameterException(
          last(parsed).commandSpec().commandLine(),
          "Nothing may follow -- here: this command starts no pipeline");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static CommandLine.ParseResult last(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult at = parsed;
    while (at.hasSubcommand()) {
      at = at.subcommand();
    }
    return at;
  }

  private static int onFailure(Session session, Exception thrown, CommandLine at) {
    return session.fail(name(at), session.failure(thrown));
  }

  private static int onUsage(
      Session session, CommandLine.ParameterException fault, String[] arguments) {
    if (asksForJson(arguments)) {
      session.options().askForJson();
    }
    CommandLine at = fault.getCommandLine();
    String help = "See '" + session.command() + path(at) + " --help'.";
    return session.fail(name(at), Failure.usage(UsageFaults.sentence(fault) + " " + help));
  }

  /** The parser may have stopped before it came to the option. */
  private static boolean asksForJson(String[] arguments) {
    List<String> words = List.of(arguments);
    int option = words.indexOf("--output");
    return words.contains("--output=json")
        || (option >= 0 && option + 1 < words.size() && words.get(option + 1).equals("json"));
  }

  /** The command's words without the program's: {@code schema apply}; the program's if alone. */
  static String name(CommandLine at) {
    String path = path(at).strip();
    return path.isEmpty() ? at.getCommandName() : path;
  }

  private static String path(CommandLine at) {
    List<String> words = new ArrayList<>();
    for (CommandSpec spec = at.getCommandSpec(); spec.parent() != null; spec = spec.parent()) {
      words.add(0, " " + spec.name());
    }
    return String.join("", words);
  }
}
