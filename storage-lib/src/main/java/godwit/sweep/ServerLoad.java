package godwit.sweep;

import org.jspecify.annotations.Nullable;

/**
 * How busy a server is.
 *
 * @param running statements that run at this moment, the question itself included
 * @param lagSeconds how far behind its source a replica is, the greatest of several; null if it is
 *     none, or does not know
 * @param replicates whether it is a replica
 */
public record ServerLoad(int running, @Nullable Long lagSeconds, boolean replicates) {}
