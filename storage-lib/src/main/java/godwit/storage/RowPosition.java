package godwit.storage;

/**
 * A place in a user's rows, in the order of the shard's primary key.
 *
 * @param collection the shard's id of the collection
 * @param id the record's id
 */
public record RowPosition(int collection, String id) {}
