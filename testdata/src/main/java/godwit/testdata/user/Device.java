package godwit.testdata.user;

/**
 * A browser of a user, as its record in {@code clients} shows it.
 *
 * @param id 12 characters of base64url on desktop, 32 hex digits on mobile
 * @param lastSeen when it last wrote its record, milliseconds since the epoch, a multiple of 10
 */
public record Device(String id, long lastSeen) {}
