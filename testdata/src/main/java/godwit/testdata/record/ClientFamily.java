package godwit.testdata.record;

import godwit.testdata.Draws;
import java.util.List;

/** The programs that wrote records, as far as their payloads differ in length or shape. */
public enum ClientFamily {
  /** Firefox on a desktop: ciphertext, IV, hmac. */
  DESKTOP(false, false),
  /** The old bookmarks engine: its tombstones carry a type as well. */
  DESKTOP_OLD(false, false),
  /** The Rust components until late 2022: the id comes second. */
  RUST_2020(false, false),
  /** The Rust components since: tombstones without an id, so of one length. */
  RUST_2023(false, false),
  /** Android before 2020: a HashMap's order, and every slash escaped. */
  FENNEC(true, false),
  /** iOS before the Rust components: a dictionary's order, and every slash escaped. */
  IOS(true, true);

  private static final List<List<String>> ORDERS =
      List.of(
          List.of("ciphertext", "IV", "hmac"),
          List.of("ciphertext", "hmac", "IV"),
          List.of("IV", "hmac", "ciphertext"),
          List.of("IV", "ciphertext", "hmac"),
          List.of("hmac", "IV", "ciphertext"),
          List.of("hmac", "ciphertext", "IV"));

  private final boolean escapesSlashes;
  private final boolean anyOrder;

  ClientFamily(boolean escapesSlashes, boolean anyOrder) {
    this.escapesSlashes = escapesSlashes;
    this.anyOrder = anyOrder;
  }

  /** Whether its JSON writer turns {@code /} into {@code \/}. */
  public boolean escapesSlashes() {
    return escapesSlashes;
  }

  /** The names of the wrapper's three fields, in the order in which it writes them. */
  List<String> wrapperOrder(Draws draws) {
    if (anyOrder) {
      return draws.pick(ORDERS);
    }
    return switch (this) {
      case DESKTOP, DESKTOP_OLD, IOS -> ORDERS.get(0);
      case FENNEC -> ORDERS.get(1);
      case RUST_2020, RUST_2023 -> ORDERS.get(2);
    };
  }

  /** What a tombstone says before it is encrypted. */
  String tombstoneText(String collection, String id) {
    return switch (this) {
      case RUST_2023 -> "{\"deleted\":true}";
      case RUST_2020 -> "{\"deleted\":true,\"id\":\"" + id + "\"}";
      case DESKTOP_OLD -> "{\"id\":\"" + id + "\"" + oldType(collection) + ",\"deleted\":true}";
      case DESKTOP, FENNEC, IOS -> "{\"id\":\"" + id + "\",\"deleted\":true}";
    };
  }

  private static String oldType(String collection) {
    return collection.equals("bookmarks") ? ",\"type\":\"item\"" : "";
  }
}
