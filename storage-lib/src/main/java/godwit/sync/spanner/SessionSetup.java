package godwit.sync.spanner;

import godwit.sync.SyncClock;

/**
 * What all writing sessions of a storage share.
 *
 * @param names ids of collections that were seen
 * @param clock where times come from
 * @param cost what a record takes of a commit
 */
record SessionSetup(CollectionNames names, SyncClock clock, WriteCost cost) {}
