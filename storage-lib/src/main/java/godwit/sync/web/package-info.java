/**
 * The endpoints of Sync 1.5 over the storage SPI: routes, limits, preconditions, JSON and errors.
 * Knows no database, and of HTTP only {@link godwit.http requests and responses}.
 */
@NullMarked
package godwit.sync.web;

import org.jspecify.annotations.NullMarked;
