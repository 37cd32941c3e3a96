package godwit.tokenserver.web;

/**
 * What a storage token says.
 *
 * @param uid the tokenserver's number for the user on its node
 * @param node the node's URL
 * @param fxaUid the account
 * @param fxaKid the generation of its keys
 * @param hashedFxaUid the account in telemetry
 * @param hashedDeviceId the device in telemetry
 * @param expires seconds since the epoch
 */
public record TokenFields(
    long uid,
    String node,
    String fxaUid,
    String fxaKid,
    String hashedFxaUid,
    String hashedDeviceId,
    long expires) {

  /** The uid alone: the rest identifies a person. */
  @Override
  public String toString() {
    return "TokenFields[" + uid + "]";
  }
}
