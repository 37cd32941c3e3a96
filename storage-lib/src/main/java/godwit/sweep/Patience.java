package godwit.sweep;

import java.util.function.Supplier;

/** How questions that leave no trace are asked: perhaps again, when a connection is lost. */
@FunctionalInterface
public interface Patience {
  /** Asks once. */
  Patience NONE =
      new Patience() {
        @Override
        public <T> T ask(Supplier<T> question) {
          return question.get();
        }
      };

  /**
   * Asks for something.
   *
   * @param question may run more than once
   */
  <T> T ask(Supplier<T> question);
}
