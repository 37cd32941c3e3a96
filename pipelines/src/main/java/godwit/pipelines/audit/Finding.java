package godwit.pipelines.audit;

import java.util.List;

/**
 * Something that was found.
 *
 * @param code what
 * @param count how often: users, collections, records or ids, as the code says
 * @param rows how many records it concerns; 0 if it is not about records
 * @param bytes their payload bytes
 * @param examples a few places, {@code store:user}, with the collection where there is one
 */
public record Finding(FindingCode code, long count, long rows, long bytes, List<String> examples) {
  /** Copies the list. */
  public Finding {
    examples = List.copyOf(examples);
  }
}
