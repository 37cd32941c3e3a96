package godwit.sweep;

/**
 * An upload that was begun, never committed, and can be committed no more.
 *
 * @param owner whose
 * @param collection the store's id of the collection
 * @param id the batch, as the store spells it
 * @param items how many records wait in it
 */
public record DeadBatch(Owner owner, int collection, String id, long items) {}
