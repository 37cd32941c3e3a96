package godwit.pipelines.quota;

/** What a run does about quotas. */
public enum QuotaTask {
  /** Looks. */
  REPORT,
  /** Rights counters. */
  RECOUNT,
  /** Rights counters, then frees what users over the limit have too much. */
  ENFORCE
}
