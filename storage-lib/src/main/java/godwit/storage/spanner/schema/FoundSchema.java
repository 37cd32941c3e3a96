package godwit.storage.spanner.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a database has.
 *
 * @param tables by name
 * @param withoutCascade interleaved tables whose rows are not deleted with their parent
 * @param streams by name
 * @param collections names of collections by id
 * @param roles names of roles; nothing if the server has none
 * @param ddl the database's own statements
 */
record FoundSchema(
    Map<String, TableSpec> tables,
    Set<String> withoutCascade,
    Map<String, ChangeStreamSpec> streams,
    Map<Integer, String> collections,
    Optional<Set<String>> roles,
    List<String> ddl) {}
