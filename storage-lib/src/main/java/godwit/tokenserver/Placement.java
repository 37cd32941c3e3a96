package godwit.tokenserver;

/**
 * Where an account's records are.
 *
 * @param uid the tokenserver's number for this assignment
 * @param node the node's URL, without a slash at the end
 * @param keys the account's keys
 */
public record Placement(long uid, String node, AccountKeys keys) {}
