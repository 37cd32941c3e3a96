package godwit.testdata.record;

import godwit.testdata.Draws;
import java.util.List;

/** Who wrote records at a time: client families came and went. */
final class Eras {
  /** The old Android browser retired. */
  static final long FENNEC_END = 1_596_240_000_000L;

  /** The Rust components left the id out of tombstones. */
  static final long RUST_BARE = 1_668_211_200_000L;

  private static final List<ClientFamily> FIRST =
      List.of(
          ClientFamily.DESKTOP,
          ClientFamily.DESKTOP_OLD,
          ClientFamily.DESKTOP,
          ClientFamily.FENNEC,
          ClientFamily.IOS);
  private static final List<ClientFamily> SECOND =
      List.of(ClientFamily.DESKTOP, ClientFamily.DESKTOP, ClientFamily.RUST_2020, ClientFamily.IOS);
  private static final List<ClientFamily> THIRD =
      List.of(ClientFamily.DESKTOP, ClientFamily.DESKTOP, ClientFamily.RUST_2023);

  private Eras() {}

  static ClientFamily draw(String collection, long modified, Draws draws) {
    ClientFamily family = draws.pick(at(modified));
    return switch (collection) {
      case "bookmarks" -> family;
      case "passwords", "history", "addresses", "creditcards", "clients" ->
          family == ClientFamily.DESKTOP_OLD ? ClientFamily.DESKTOP : family;
      default -> ClientFamily.DESKTOP;
    };
  }

  private static List<ClientFamily> at(long modified) {
    if (modified < FENNEC_END) {
      return FIRST;
    }
    return modified < RUST_BARE ? SECOND : THIRD;
  }
}
