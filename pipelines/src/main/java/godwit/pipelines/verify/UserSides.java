package godwit.pipelines.verify;

import godwit.storage.CollectionDigest;
import godwit.storage.TargetCollection;
import java.util.Map;

/**
 * What both sides hold of one user, without a row of it.
 *
 * @param times the source's collection times in milliseconds, by the source's id
 * @param source digests of the source, by the source's id
 * @param collections the target's collection rows, by the target's id
 * @param target digests of the target, by the target's id
 * @param stored rows and bytes in the target, expired ones included, by the target's id
 * @param expired what expiry may have taken from the target
 */
record UserSides(
    Map<Integer, Long> times,
    Map<Integer, CollectionDigest> source,
    Map<Integer, TargetCollection> collections,
    Map<Integer, CollectionDigest> target,
    Map<Integer, CollectionDigest> stored,
    Expired expired) {}
