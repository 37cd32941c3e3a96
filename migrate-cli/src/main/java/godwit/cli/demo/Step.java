package godwit.cli.demo;

/**
 * A step of the demo that was taken.
 *
 * @param name one word or two
 * @param seconds how long it took
 * @param exitCode what the command of that name would have exited with
 */
public record Step(String name, double seconds, int exitCode) {}
