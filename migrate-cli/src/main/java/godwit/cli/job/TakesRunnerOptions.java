package godwit.cli.job;

/** Marks the commands that start a pipeline, and so take a runner's options after {@code --}. */
public interface TakesRunnerOptions {}
