package godwit.sync.protocol;

import godwit.http.HttpResponse;

/**
 * What a session leads to: made within the session, rendered after it, so that no transaction stays
 * open while JSON is written, and so that what a database had run again has no effect twice.
 */
@FunctionalInterface
public interface Rendering {
  HttpResponse render();
}
