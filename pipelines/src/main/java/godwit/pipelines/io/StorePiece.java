package godwit.pipelines.io;

import godwit.sweep.OwnerRange;
import java.io.Serializable;

/**
 * A stretch of the users of a store.
 *
 * @param store the store's name
 * @param range the stretch
 */
public record StorePiece(String store, OwnerRange range) implements Serializable {}
