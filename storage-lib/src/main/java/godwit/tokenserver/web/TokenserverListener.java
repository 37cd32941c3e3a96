package godwit.tokenserver.web;

import godwit.tokenserver.oauth.AccountEvent;

/** Is told what was answered, for metrics. Nothing in it is about a person. */
public interface TokenserverListener {
  /** Listens to nothing. */
  TokenserverListener NONE =
      new TokenserverListener() {
        @Override
        public void answered(String outcome) {}

        @Override
        public void received(AccountEvent.Kind event) {}
      };

  /**
   * A request was answered.
   *
   * @param outcome {@code issued}, or one of a few names of errors
   */
  void answered(String outcome);

  /** The accounts server told of an event. */
  void received(AccountEvent.Kind event);
}
