package godwit.sweep;

/**
 * A record and whose it is.
 *
 * @param owner whose
 * @param row the record
 */
public record OwnedRow(Owner owner, SweepRow row) {}
