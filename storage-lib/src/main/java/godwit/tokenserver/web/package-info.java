/**
 * The tokenserver's endpoints: a client shows that it is signed in to an account, and is told where
 * its records are. Binds the accounts, the verification of tokens and the making of new ones.
 */
@NullMarked
package godwit.tokenserver.web;

import org.jspecify.annotations.NullMarked;
