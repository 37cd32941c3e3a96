package godwit.cli.job;

import godwit.cli.session.Session;
import godwit.cli.session.ShellWord;
import java.util.ArrayList;
import java.util.List;

/** The command that continues what was stopped, ready to be pasted into a shell. */
public final class Resume {
  private final Session session;
  private final List<String> words = new ArrayList<>();

  /** Begins with the command and its configuration. */
  public Resume(Session session, String command) {
    this.session = session;
    words.add(session.command());
    words.addAll(List.of(command.split(" ")));
    if (session.configOption() != null) {
      words.addAll(List.of("--config", String.valueOf(session.configOption())));
    }
  }

  /** Adds options as they were given. */
  public Resume words(List<String> more) {
    words.addAll(more);
    return this;
  }

  /** The whole line, with what followed {@code --}. */
  public String line() {
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
