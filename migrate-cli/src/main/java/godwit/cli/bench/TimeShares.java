package godwit.cli.bench;

import java.util.concurrent.atomic.LongAdder;

/** Adds up where a server spends the time of its requests. Safe to share between threads. */
final class TimeShares {
  private final LongAdder requests = new LongAdder();
  private final LongAdder whole = new LongAdder();
  private final LongAdder storage = new LongAdder();
  private final LongAdder clock = new LongAdder();
  private final LongAdder body = new LongAdder();
  private final LongAdder signatures = new LongAdder();
  private final LongAdder signatureNanos = new LongAdder();
  private volatile boolean on;

  /**
   * Means of one request, in microseconds.
   *
   * @param http sending, receiving, parsing and scheduling: what a client waits beyond the endpoint
   * @param auth token and signature
   * @param body waiting for and reading the upload
   * @param clock waiting until the time is later than the collection's last change
   * @param database within the storage, waiting for a connection included
   * @param rest JSON, routing, limits, headers
   */
  record Means(double http, double auth, double body, double clock, double database, double rest) {
    double total() {
      return http + auth + body + clock + database + rest;
    }
  }

  void switchOn(boolean now) {
    on = now;
  }

  void storage(long nanos) {
    add(storage, nanos);
  }

  void clock(long nanos) {
    add(clock, nanos);
  }

  void body(long nanos) {
    add(body, nanos);
  }

  void signature(long nanos) {
    if (on) {
      signatures.increment();
      signatureNanos.add(nanos);
    }
  }

  void request(long nanos) {
    if (on) {
      requests.increment();
      whole.add(nanos);
    }
  }

  private void add(LongAdder sum, long nanos) {
    if (on) {
      sum.add(nanos);
    }
  }

  /**
   * The shares of what was added so far.
   *
   * @param clientMicros what clients waited for one request on average
   */
  Means means(double clientMicros) {
    double count = Math.max(1, requests.sum()) * 1_000.0;
    double endpoint = whole.sum() / count;
    double auth = signatureNanos.sum() / (Math.max(1, signatures.sum()) * 1_000.0);
    double waiting = clock.sum() / count;
    double database = storage.sum() / count - waiting;
    double upload = body.sum() / count;
    double rest = endpoint - auth - upload - waiting - database;
    return new Means(
        Math.max(0, clientMicros - endpoint), auth, upload, waiting, database, Math.max(0, rest));
  }
}
