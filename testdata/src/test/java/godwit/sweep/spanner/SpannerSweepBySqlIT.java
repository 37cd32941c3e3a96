package godwit.sweep.spanner;

import godwit.storage.spanner.SpannerDatabase;

/** The same, with rows read as on the real service. */
class SpannerSweepBySqlIT extends SpannerSweepIT {
  @Override
  SpannerSweep openStore(SpannerDatabase database) {
    return SpannerSweep.readingBySql(database);
  }
}
