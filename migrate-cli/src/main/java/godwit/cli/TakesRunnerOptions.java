package godwit.cli;

/** Marks the commands that start a pipeline, and so take a runner's options after {@code --}. */
interface TakesRunnerOptions {}
