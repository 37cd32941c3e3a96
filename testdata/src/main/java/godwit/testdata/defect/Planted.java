package godwit.testdata.defect;

import godwit.model.CollectionName;
import godwit.model.UserKey;
import org.jspecify.annotations.Nullable;

/**
 * A defect, and where it is.
 *
 * @param defect what
 * @param user whose
 * @param collection in which collection; for {@link Defect#WRONG_COLLECTION} where the record came
 *     from
 * @param id the record's id, or null if the collection's own row is meant
 * @param column the one column that differs, or null if a whole row does
 */
public record Planted(
    Defect defect,
    UserKey user,
    CollectionName collection,
    @Nullable String id,
    @Nullable String column) {}
