package godwit.storage.mysql;

/**
 * A database as an operator recognises it in a message, without options or credentials.
 *
 * @param name the name in the configuration, such as {@code shard 'a'}
 * @param place host, port and schema
 */
public record Endpoint(String name, String place) {
  private static final String SCHEME = "jdbc:mysql://";

  static Endpoint of(String name, MySqlConfig config) {
    String place = config.url().substring(SCHEME.length());
    int options = place.indexOf('?');
    return new Endpoint(name, options < 0 ? place : place.substring(0, options));
  }

  @Override
  public String toString() {
    return name + " at " + place;
  }
}
