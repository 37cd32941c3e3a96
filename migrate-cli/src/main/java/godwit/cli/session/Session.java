package godwit.cli.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of Godwit: its surroundings, the shared options and what came after {@code --}. */
public final class Session {
  private final Surroundings surroundings;
  private final SharedOptions options;
  private final List<String> runnerArguments;
  private final Stopping stopping;
  private volatile boolean working;

  /** A session whose options are filled in when the command line is parsed. */
  public Session(
      Surroundings surroundings,
      SharedOptions options,
      List<String> runnerArguments,
      Stopping stopping) {
    this.surroundings = surroundings;
    this.options = options;
    this.runnerArguments = List.copyOf(runnerArguments);
    this.stopping = stopping;
  }

  /** The options that are read before and after a command's name. */
  public SharedOptions options() {
    return options;
  }

  /** Where results go, and nothing else. */
  public PrintWriter out() {
    return surroundings.out();
  }

  /** Where progress and failures go. */
  public PrintWriter err() {
    return surroundings.err();
  }

  /** Environment variables. */
  public Map<String, String> environment() {
    return surroundings.environment();
  }

  /** Options of the Beam runner, as given after {@code --}. */
  public List<String> runnerArguments() {
    return runnerArguments;
  }

  /** Who is told when the user presses Ctrl-C. */
  public Stopping stopping() {
    return stopping;
  }

  /** The file named by {@code --config}, or null. */
  public @Nullable Path configOption() {
    return options.config == null ? null : surroundings.folder().resolve(options.config);
  }

  /** A path of the command line or the environment, made absolute. */
  public Path resolve(String path) {
    return surroundings.folder().resolve(path).normalize();
  }

  /** Notes that the command line is understood, and that servers may be asked from here on. */
  public void beginWork() {
    working = true;
  }

  /** What a failure means, which depends on whether anything was opened before. */
  public Failure failure(Throwable thrown) {
    return working ? Failures.duringWork(thrown) : Failures.of(thrown);
  }

  /** How the user calls Godwit. */
  public String command() {
    return surroundings.command();
  }

  /** Whether the result is one JSON object. */
  public boolean isJson() {
    return options.output == SharedOptions.Format.json;
  }

  /** Whether logs and stack traces are wanted. */
  public boolean isVerbose() {
    return options.verbose;
  }

  /** Whether user keys are printed whole. */
  public boolean showsKeys() {
    return options.showKeys;
  }

  /** Whether the progress line may be redrawn in place. */
  public boolean redraws() {
    return surroundings.terminal()
        && !options.noColor
        && !surroundings.environment().containsKey("NO_COLOR");
  }

  /** Tells a person what is going on; silent when the output is for machines. */
  public void say(String line) {
    if (!isJson()) {
      surroundings.err().println(line);
    }
  }

  /** Tells a story as it happens: part of the result for people, progress for machines. */
  public void narrate(String text) {
    PrintWriter to = isJson() ? surroundings.err() : surroundings.out();
    to.print(text);
    to.flush();
  }

  /** Prints a result; the returned number is the process's exit code. */
  public int finish(String command, Result result) {
    if (isJson()) {
      ObjectNode object = Json.object(command, result.exit(), result.outcome());
      object.put("runId", result.runId());
      Json.merge(object, result.report(), options.showKeys);
      surroundings.out().println(Json.print(object));
    } else {
      surroundings.out().print(result.text());
      surroundings.out().flush();
    }
    return result.exit().status();
  }

  /** Prints a failure as one sentence, or as one JSON object too. */
  public int fail(String command, Failure failure) {
    if (isJson()) {
      ObjectNode object = Json.object(command, failure.exit(), failure.exit().outcome());
      object.putNull("runId");
      object.put("error", failure.getMessage());
      surroundings.out().println(Json.print(object));
    }
    surroundings.err().println(command + ": " + failure.getMessage());
    if (failure.getCause() != null) {
      new StackTraces(surroundings).tell(failure, options.verbose);
    }
    return failure.exit().status();
  }
}
