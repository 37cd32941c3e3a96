package godwit.cli.purge;

import godwit.cli.output.Suggestion;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.pipelines.policy.TombstonePolicy;
import godwit.storage.StorageException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What was probably meant by the name of a collection that a store does not have. */
final class Misspelling {
  private static final Set<String> KNOWN = new TreeSet<>(TombstonePolicy.ALLOWED);

  static {
    Collections.standard().keySet().stream().map(CollectionName::text).forEach(KNOWN::add);
  }

  private Misspelling() {}

  /**
   * The failure as it was, or with the collection of Firefox that is nearest to a name it quotes.
   * Only the store knows which names are wrong: people have collections of their own.
   *
   * @param asked the names that were given
   */
  static RuntimeException advised(RuntimeException thrown, Set<String> asked) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageException refused
          && refused.kind() == StorageException.Kind.UNSUITABLE) {
        String sentence = String.valueOf(refused.getMessage());
        Optional<String> meant =
            asked.stream()
                .filter(name -> !KNOWN.contains(name) && sentence.contains("'" + name + "'"))
                .sorted()
                .flatMap(name -> Suggestion.nearest(name, KNOWN).stream())
                .findFirst();
        if (meant.isPresent()) {
          return new Failure(
              ExitCode.PRECONDITION, sentence + " Did you mean " + meant.get() + "?", thrown);
        }
      }
    }
    return thrown;
  }
}
