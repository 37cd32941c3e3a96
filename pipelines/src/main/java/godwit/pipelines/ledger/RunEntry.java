package godwit.pipelines.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command.
 *
 * @param runId its name
 * @param command which command
 * @param state RUNNING, DONE, INTERRUPTED or FAILED; a run that was killed stays RUNNING
 * @param startedAt when it began
 * @param finishedAt when it ended, or null
 * @param plan the plan's figures as JSON, or null
 * @param result the report's figures as JSON, or null
 */
public record RunEntry(
    String runId,
    String command,
    String state,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String plan,
    @Nullable String result) {}
