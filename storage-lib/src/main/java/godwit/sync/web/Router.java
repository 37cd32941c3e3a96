package godwit.sync.web;

import godwit.model.CollectionName;
import godwit.sync.protocol.ErrorCode;
import godwit.sync.protocol.Names;
import godwit.sync.protocol.PercentText;
import godwit.sync.protocol.Refused;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the endpoint of a path. Paths are split as they were sent, and decoded afterwards: so a
 * record's id may have a slash in it, sent as {@code %2F}, and an encoded slash is never a
 * separator. Nothing is resolved or tidied: a slash too many is another path.
 */
final class Router {
  private static final Pattern UID = Pattern.compile("[0-9]{1,10}");
  private static final Map<String, Route> FIXED =
      Map.of(
          "/", Route.ROOT,
          "/__heartbeat__", Route.HEARTBEAT,
          "/__lbheartbeat__", Route.LBHEARTBEAT,
          "/__version__", Route.VERSION,
          "/__error__", Route.ERROR);
  private static final Map<String, Route> INFO =
      Map.of(
          "collections", Route.GET_COLLECTIONS,
          "collection_counts", Route.GET_COLLECTION_COUNTS,
          "collection_usage", Route.GET_COLLECTION_USAGE,
          "quota", Route.GET_QUOTA,
          "configuration", Route.GET_CONFIGURATION);

  private Router() {}

  /**
   * The endpoint, and what the path says.
   *
   * @throws Refused with 404 if there is no such path, with 405 if it does not have the method
   */
  static Target route(String method, String rawPath) {
    Route fixed = FIXED.get(rawPath);
    if (fixed != null) {
      requireMethod(method, "GET");
      return Target.of(fixed);
    }
    String[] segments = rawPath.split("/", -1);
    if (segments.length < 3 || !segments[0].isEmpty() || !segments[1].equals("1.5")) {
      throw notFound();
    }
    return ofUser(method, uid(segments[2]), segments);
  }

  /** Whether a path is for whoever watches the server; its responses tell no Sync time. */
  static boolean isOperational(String rawPath) {
    Route fixed = FIXED.get(rawPath);
    return fixed != null && fixed != Route.ROOT;
  }

  private static Target ofUser(String method, long uid, String[] segments) {
    String room = segments.length > 3 ? segments[3] : "storage";
    if (segments.length == 5 && room.equals("info")) {
      return info(method, uid, segments[4]);
    }
    if (!room.equals("storage") || segments.length > 6) {
      throw notFound();
    }
    return switch (segments.length) {
      case 3, 4 -> {
        requireMethod(method, "DELETE");
        yield new Target(Route.DELETE_ALL, uid, null, null);
      }
      case 5 -> collection(method, uid, segments[4]);
      default -> bso(method, uid, segments[4], segments[5]);
    };
  }

  private static Target info(String method, long uid, String name) {
    Route route = INFO.get(name);
    if (route == null) {
      throw notFound();
    }
    requireMethod(method, "GET");
    return new Target(route, uid, null, null);
  }

  private static Target collection(String method, long uid, String name) {
    CollectionName collection = collection(name);
    Route route =
        switch (method) {
          case "GET" -> Route.GET_COLLECTION;
          case "POST" -> Route.POST_COLLECTION;
          case "DELETE" -> Route.DELETE_COLLECTION;
          default -> throw Refused.methodNotAllowed();
        };
    return new Target(route, uid, collection, null);
  }

  private static Target bso(String method, long uid, String name, String id) {
    CollectionName collection = collection(name);
    String bso = PercentText.decodeSegment(id);
    if (!Names.isBso(bso)) {
      throw notFound();
    }
    Route route =
        switch (method) {
          case "GET" -> Route.GET_BSO;
          case "PUT" -> Route.PUT_BSO;
          case "DELETE" -> Route.DELETE_BSO;
          default -> throw Refused.methodNotAllowed();
        };
    return new Target(route, uid, collection, bso);
  }

  private static long uid(String segment) {
    String uid = PercentText.decodeSegment(segment);
    if (!UID.matcher(uid).matches()) {
      throw notFound();
    }
    return Long.parseLong(uid);
  }

  private static CollectionName collection(String segment) {
    String name = PercentText.decodeSegment(segment);
    if (!Names.isCollection(name)) {
      throw notFound();
    }
    return new CollectionName(name);
  }

  private static void requireMethod(String method, String allowed) {
    if (!method.equals(allowed)) {
      throw Refused.methodNotAllowed();
    }
  }

  private static Refused notFound() {
    return Refused.with(404, ErrorCode.UNSPECIFIED);
  }
}
