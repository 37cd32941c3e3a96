package godwit.sync.protocol;

import godwit.http.HttpRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The media types of bodies. */
public final class MediaTypes {
  static final String JSON = "application/json";

  /** Old clients send JSON so. */
  public static final String TEXT = "text/plain";

  /** A JSON value a line. */
  public static final String NEWLINES = "application/newlines";

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
  private static final Pattern QUALITY =
      Pattern.compile("q\\s*=(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern WEIGHT = Pattern.compile("[01]|[01]?\\.[0-9]{1,3}|[01]\\.");
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\\s\";]+)\"?", Pattern.CASE_INSENSITIVE);

  private MediaTypes() {}

  /**
   * The type of a request's body, without parameters.
   *
   * @throws Refused with 415 unless it is one of the three
   */
  public static String ofBody(HttpRequest request) {
    String type = split(request.header("content-type").orElse(""))[0];
    if (!type.equals(JSON) && !type.equals(TEXT) && !type.equals(NEWLINES)) {
      throw Refused.with(415, ErrorCode.UNSPECIFIED);
    }
    return type;
  }

  /** The character set that a request declares for its body. */
  public static Optional<String> charset(HttpRequest request) {
    var charset = CHARSET.matcher(split(request.header("content-type").orElse(""))[1]);
    return charset.find() ? Optional.of(charset.group(1)) : Optional.empty();
  }

  private static String[] split(String header) {
    int semicolon = header.indexOf(';');
    String type = semicolon < 0 ? header : header.substring(0, semicolon);
    String parameters = semicolon < 0 ? "" : header.substring(semicolon);
    return new String[] {type.strip().toLowerCase(Locale.ROOT), parameters};
  }

  /** One thing that a client accepts. */
  private record Accepted(String type, BigDecimal quality) {}

  /**
   * The type that a client would have a list in: JSON unless it prefers lines. Plain text is
   * recognised and then refused, and only types without parameters count, as ever.
   *
   * @throws Refused with 406 if it accepts neither
   */
  public static String ofList(HttpRequest request) {
    List<Accepted> accepted = accepted(request);
    if (accepted.isEmpty()) {
      return JSON;
    }
    accepted.sort(Comparator.comparing(Accepted::quality).reversed());
    for (Accepted entry : accepted) {
      switch (entry.type) {
        case JSON, "*/*" -> {
          return JSON;
        }
        case NEWLINES -> {
          return NEWLINES;
        }
        case TEXT -> throw Refused.with(406, ErrorCode.UNSPECIFIED);
        default -> {}
      }
    }
    throw Refused.with(406, ErrorCode.UNSPECIFIED);
  }

  private static List<Accepted> accepted(HttpRequest request) {
    List<Accepted> accepted = new ArrayList<>();
    for (String header : request.headers().getOrDefault("accept", List.of())) {
      for (String entry : header.split(",")) {
        accept(entry).ifPresent(accepted::add);
      }
    }
    return accepted;
  }

  /**
   * Nothing if it is no media type, or its weight is no weight; a type with parameters other than
   * that is one of its own.
   */
  private static Optional<Accepted> accept(String entry) {
    String[] parts = entry.split(";", -1);
    String type = parts[0].strip().toLowerCase(Locale.ROOT);
    if (!TYPE.matcher(type).matches()) {
      return Optional.empty();
    }
    var quality = BigDecimal.ONE;
    var parameters = new StringBuilder();
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      var q = QUALITY.matcher(parameter);
      if (q.matches()) {
        String weight = q.group(1).strip();
        if (!WEIGHT.matcher(weight).matches()) {
          return Optional.empty();
        }
        quality = new BigDecimal(weight);
      } else if (!parameter.isEmpty()) {
        parameters.append(';').append(parameter);
      }
    }
    return Optional.of(new Accepted(type + parameters, quality));
  }
}
