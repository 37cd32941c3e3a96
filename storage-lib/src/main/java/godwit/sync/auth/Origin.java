package godwit.sync.auth;

/**
 * Where the client believes it sends its request: part of what it signs.
 *
 * @param host as received, without the port
 * @param port given, or the scheme's own
 */
record Origin(String host, int port) {
  private static final int MAX_PORT = 65_535;

  /**
   * Splits {@code host[:port]}, where an IPv6 address stands in brackets.
   *
   * @throws AuthRefusal of kind BAD_HOST if the port is not one
   */
  static Origin of(String authority, String scheme) {
    int bracket = authority.startsWith("[") ? authority.indexOf(']') : -1;
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    if (colon < 0) {
      return new Origin(authority, scheme.equals("https") ? 443 : 80);
    }
    return new Origin(authority.substring(0, colon), port(authority.substring(colon + 1)));
  }

  private static int port(String digits) {
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > MAX_PORT) {
      throw new AuthRefusal(AuthRefusal.Kind.BAD_HOST);
    }
    return Integer.parseInt(digits);
  }
}
