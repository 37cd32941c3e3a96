package godwit.testdata.defect;

import org.jspecify.annotations.Nullable;

/**
 * Something odd that was put into a shard.
 *
 * @param what in words, for a report
 * @param uid whose, or 0 if nobody's
 * @param collection the collection's id on the shard, or 0 if none is meant
 * @param id the record, or null if none is meant
 */
public record Hostile(String what, long uid, int collection, @Nullable String id) {}
