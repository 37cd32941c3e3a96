package godwit.sync.contract;

import godwit.sync.BsoChange;

/** Changes of one record, named by what they give. */
final class Changes {
  private Changes() {}

  static BsoChange payload(String id, String payload) {
    return new BsoChange(id, null, payload, null);
  }

  static BsoChange payload(String id, String payload, long ttlSeconds) {
    return new BsoChange(id, null, payload, ttlSeconds);
  }

  static BsoChange sorted(String id, int sortIndex) {
    return new BsoChange(id, sortIndex, null, null);
  }

  static BsoChange ttl(String id, long seconds) {
    return new BsoChange(id, null, null, seconds);
  }

  static BsoChange nothing(String id) {
    return new BsoChange(id, null, null, null);
  }

  static BsoChange all(String id, int sortIndex, String payload, long ttlSeconds) {
    return new BsoChange(id, sortIndex, payload, ttlSeconds);
  }
}
