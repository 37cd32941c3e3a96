package godwit.sync.contract;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Says in a failure which backend it was: the suites have the same names for all of them. */
final class NamesTheBinding implements TestExecutionExceptionHandler {
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Object outermost = context.getRequiredTestInstances().getAllInstances().get(0);
    failure.addSuppressed(new Exception("bound by " + outermost.getClass().getName()));
    throw failure;
  }
}
