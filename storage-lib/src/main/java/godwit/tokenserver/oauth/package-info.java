/**
 * Whether a token really comes from the accounts server, and what it says. Knows nothing of the
 * tokenserver's database or of its endpoints.
 */
@NullMarked
package godwit.tokenserver.oauth;

import org.jspecify.annotations.NullMarked;
