package godwit.sync.web;

import java.util.Locale;

/** The endpoints. Their names, in lower case, name them in metrics. */
enum Route {
  ROOT,
  HEARTBEAT,
  LBHEARTBEAT,
  VERSION,
  ERROR,
  GET_CONFIGURATION,
  GET_COLLECTIONS,
  GET_COLLECTION_COUNTS,
  GET_COLLECTION_USAGE,
  GET_QUOTA,
  DELETE_ALL,
  GET_COLLECTION,
  POST_COLLECTION,
  DELETE_COLLECTION,
  GET_BSO,
  PUT_BSO,
  DELETE_BSO;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
