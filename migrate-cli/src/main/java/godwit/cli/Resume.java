package godwit.cli;

import godwit.cli.session.Session;
import godwit.cli.session.ShellWord;
import java.util.ArrayList;
import java.util.List;

/** The command that continues what was stopped, ready to be pasted into a shell. */
final class Resume {
  private final Session session;
  private final List<String> words = new ArrayList<>();

  Resume(Session session, String command) {
    this.session = session;
    words.add(session.command());
    words.addAll(List.of(command.split(" ")));
    if (session.configOption() != null) {
      words.addAll(List.of("--config", String.valueOf(session.configOption())));
    }
  }

  Resume words(List<String> more) {
    words.addAll(more);
    return this;
  }

  String line() {
    List<String> all = new ArrayList<>(words);
    if (!session.runnerArguments().isEmpty()) {
      all.add("--");
      all.addAll(session.runnerArguments());
    }
    return String.join(" ", all.stream().map(Resume::quoted).toList());
  }

  static String quoted(String word) {
    return ShellWord.of(word);
  }
}
