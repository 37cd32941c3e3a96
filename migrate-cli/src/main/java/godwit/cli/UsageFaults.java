package godwit.cli;

import godwit.cli.output.Suggestion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was wrong with the command line, as one sentence. */
final class UsageFaults {
  private UsageFaults() {}

  static String sentence(ParameterException fault) {
    if (fault instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unknown(fault.getCommandLine(), unmatched.getUnmatched());
    }
    String message = fault.getMessage() == null ? "wrong command line" : fault.getMessage();
    return message.endsWith(".") ? message : message + ".";
  }

  private static String unknown(CommandLine at, List<String> words) {
    String word = words.get(0);
    boolean option = word.startsWith("-");
    String name = option && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    String meant =
        Suggestion.nearest(name, option ? options(at) : at.getSubcommands().keySet())
            .map(nearest -> " Did you mean " + nearest + "?")
            .orElse("");
    String kind = option ? "option" : at.getSubcommands().isEmpty() ? "argument" : "command";
    return "Unknown " + kind + " '" + name + "'." + meant;
  }

  private static Set<String> options(CommandLine at) {
    CommandSpec spec = at.getCommandSpec();
    Set<String> names = new LinkedHashSet<>();
    spec.options().forEach(option -> names.addAll(List.of(option.names())));
    return names;
  }
}
