package godwit.tokenserver.web;

/** Makes the tokens that storage nodes accept. Safe to share between threads. */
@FunctionalInterface
public interface TokenMint {
  /** Makes one, different each time. */
  StorageToken mint(TokenFields fields);
}
