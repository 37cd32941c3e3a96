/**
 * HTTP as our endpoints see it, and the server that speaks it. Knows nothing of Sync: endpoints are
 * functions from a request to a response, and can be tried without a socket.
 */
@NullMarked
package godwit.http;

import org.jspecify.annotations.NullMarked;
