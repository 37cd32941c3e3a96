package godwit.sync.wire;

import java.util.ArrayList;
import java.util.List;

/** Uploads, some of them right. */
final class HostileBodies {
  private static final List<String> FIELDS =
      List.of("id", "payload", "sortindex", "ttl", "modified", "collection", "payloadx", "ID");

  private final Strange strange;

  HostileBodies(Strange strange) {
    this.strange = strange;
  }

  String body() {
    return switch (strange.random().nextInt(10)) {
      case 0 -> strange.json();
      case 1 -> strange.bytes(strange.random().nextInt(0, 200));
      case 2 -> strange.mutated(list(), strange.random().nextInt(1, 6));
      case 3 -> "\u00ef\u00bb\u00bf" + list();
      case 4 -> record() + strange.one("\n", "\r\n", "\n\n", ",") + record();
      case 5 -> record();
      case 6 -> list() + strange.one(" ", "x", "\u0000", "]");
      default -> list();
    };
  }

  private String list() {
    List<String> records = new ArrayList<>();
    int count = strange.chance(3) ? strange.one(99, 100, 101, 2_000) : strange.random().nextInt(4);
    for (int i = 0; i < count; i++) {
      records.add(record());
    }
    return Records.list(records);
  }

  String record() {
    var record = new StringBuilder("{\"id\": \"" + "f" + strange.random().nextInt(40) + "\"");
    int fields = strange.random().nextInt(4);
    for (int i = 0; i < fields; i++) {
      record.append(", \"").append(strange.one(FIELDS)).append("\": ").append(value());
    }
    return record.append('}').toString();
  }

  private String value() {
    return strange.chance(40) ? strange.one("1", "60", "\"some text\"", "null") : strange.json();
  }
}
