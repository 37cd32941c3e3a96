package godwit.http;

import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/** The target of a request as it was sent: path and query, nothing decoded or resolved. */
final class RawTarget {
  private RawTarget() {}

  static String of(Request request) {
    HttpURI uri = request.getHttpURI();
    String path = uri.getPath();
    String query = uri.getQuery();
    String fragment = uri.getFragment();
    var target = new StringBuilder(path == null ? "" : path);
    if (query != null) {
      target.append('?').append(query);
    }
    if (fragment != null) {
      target.append('#').append(fragment);
    }
    return target.toString();
  }
}
