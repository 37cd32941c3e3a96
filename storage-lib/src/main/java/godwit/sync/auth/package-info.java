/**
 * Who a request is from: tokenlib tokens and Hawk signatures. Knows {@link godwit.http requests}
 * and who their {@link godwit.sync.SyncUser users} are, and nothing of what they want.
 */
@NullMarked
package godwit.sync.auth;

import org.jspecify.annotations.NullMarked;
