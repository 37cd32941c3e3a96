package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.Bso;
import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.storage.StorageException;
import godwit.sync.BsoChange;
import godwit.sync.BsoQuery;
import godwit.sync.CollectionWriter;
import godwit.sync.Sorting;
import godwit.sync.StorageWriter;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncUser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who and what is the same, and that texts come back as they were given. */
abstract class IdentityContract extends ContractSuite {
  private static final String[] ODD_IDS = {
    "{5bd4bf26-e3d2-4a0b-9f4c-1a2b3c4d5e6f}",
    "\"quoted\"",
    "it's",
    "a b",
    " leading",
    "a,b",
    "100%",
    "%41",
    "a_c",
    "abc",
    "back\\slash",
    "a/b",
    "?x=1&y=2#z",
    "`tick`",
    "' OR '1'='1",
    "; DROP TABLE bso; --",
    "@{x}",
    "~!$^*()+=[]|:<>",
    "12",
    "0012",
    "null"
  };

  @Test
  void users_doNotSeeEachOther() {
    SyncUser other = user;
    SyncTimestamp othersTime = put(payload("a", "other's"));
    user = stage().newUser();
    assertThat(ids()).isEmpty();
    assertThat(userTime()).isEqualTo(ZERO);
    put(payload("a", "mine"), payload("b", "mine"));
    write(writer -> writer.delete("a"));
    user = other;

    assertThat(ids()).containsExactly("a");
    assertThat(textOf("a")).contains("other's");
    assertThat(time()).isEqualTo(othersTime);
    assertThat(storedBytes()).isEqualTo(7);
  }

  @Test
  void collections_doNotSeeEachOther() {
    SyncTimestamp first = put(payload("a", "bookmark"));
    putInto(HISTORY, payload("a", "visit"), payload("b", "visit"));
    write(HISTORY, writer -> writer.delete("a"));

    assertThat(ids()).containsExactly("a");
    assertThat(textOf("a")).contains("bookmark");
    assertThat(time()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(longs = {2_147_483_648L, 4_294_967_296L, 9_999_999_999L})
  void uids_areNotCut(long uid) {
    user = Stage.user(uid);
    if (has(Capability.LARGE_UIDS)) {
      writeAndDelete();
    } else {
      assertThatThrownBy(() -> put(payload("a", "1"))).isInstanceOf(StorageException.class);
    }
    for (long cut : new long[] {uid & 0x7fff_ffff, uid & 0xffff_ffffL, Integer.MAX_VALUE}) {
      if (cut != uid) {
        user = Stage.user(cut);
        assertThat(userTime()).as("the time of %d", cut).isEqualTo(ZERO);
        assertThat(times()).isEmpty();
      }
    }
  }

  private void writeAndDelete() {
    put(payload("a", "1"));
    SyncTimestamp deleted = deleteBookmarks();
    assertThat(userTime()).isEqualTo(deleted);
    SyncTimestamp now = put(payload("b", "1"));
    assertThat(time()).isEqualTo(now);
    commit(open(payload("c", "1")));
    assertThat(ids()).containsExactly("c", "b");
  }

  @Test
  void user_isKnownByUidOrElseByAccountAndKey() {
    put(payload("a", "1"));
    SyncUser sameUid = new SyncUser(user.uid(), user.fxaUid(), "1900000000001-other");
    SyncUser sameKey = new SyncUser(user.uid() + 5_000_000, user.fxaUid(), user.fxaKid());
    List<String> bySameUid = idsOf(sameUid);
    List<String> bySameKey = idsOf(sameKey);

    if (has(Capability.USERS_BY_UID)) {
      assertThat(bySameUid).containsExactly("a");
      assertThat(bySameKey).isEmpty();
    } else {
      assertThat(bySameUid).isEmpty();
      assertThat(bySameKey).containsExactly("a");
    }
  }

  private List<String> idsOf(SyncUser whose) {
    return storage.readCollection(whose, BOOKMARKS, r -> r.ids(BsoQuery.ALL).items());
  }

  @Test
  void userWithoutAKey_isServedByUidOrElseRefused() {
    for (SyncUser keyless :
        List.of(
            new SyncUser(user.uid(), "", ""),
            new SyncUser(user.uid(), user.fxaUid(), ""),
            new SyncUser(user.uid(), "", user.fxaKid()))) {
      user = keyless;
      if (has(Capability.USERS_BY_UID)) {
        put(payload("a", "1"));
        assertThat(ids()).containsExactly("a");
      } else {
        assertRefused(SyncRefusal.Kind.NO_KEY, this::ids);
        assertRefused(SyncRefusal.Kind.NO_KEY, this::times);
        assertRefused(SyncRefusal.Kind.NO_KEY, () -> put(payload("a", "1")));
        assertRefused(
            SyncRefusal.Kind.NO_KEY, () -> storage.writeStorage(keyless, StorageWriter::now));
      }
    }
  }

  @Test
  void ids_thatDifferInCaseAreTwoRecords() {
    put(payload("a", "small"));
    put(payload("A", "CAPITAL"));

    if (has(Capability.CASE_SENSITIVE_IDS)) {
      assertThat(textOf("a")).contains("small");
      assertThat(textOf("A")).contains("CAPITAL");
      write(writer -> assertThat(writer.delete("A")).isTrue());
      assertThat(ids()).containsExactly("a");
    } else {
      assertThat(ids()).hasSize(1);
      assertThat(textOf("a")).contains("CAPITAL");
      assertThat(storedBytes()).isEqualTo(7);
    }
  }

  @Test
  void stagedIds_thatDifferInCaseAreTwoRecords() {
    String batch = open(payload("a", "small"));
    append(batch, payload("A", "CAPITAL"));

    if (has(Capability.CASE_SENSITIVE_IDS)) {
      assertThat(staged(batch, "a").bytes()).isEqualTo(7);
      commit(batch);
      assertThat(textOf("a")).contains("small");
      assertThat(textOf("A")).contains("CAPITAL");
    } else {
      assertThat(staged(batch).rows()).isEqualTo(1);
      commit(batch);
      assertThat(textOf("a")).contains("CAPITAL");
    }
  }

  @Test
  void ids_thatDifferInBlanksAtTheEndAreTwoRecords() {
    put(payload("a", "without"));
    put(payload("a ", "with"));

    if (has(Capability.TRAILING_SPACES)) {
      assertThat(textOf("a")).contains("without");
      assertThat(textOf("a ")).contains("with");
      write(writer -> writer.delete(List.of("a")));
      assertThat(ids()).containsExactly("a ");
    } else {
      assertThat(ids()).hasSize(1);
      assertThat(textOf("a")).contains("with");
    }
  }

  @Test
  void oddIds_areRecordsOfTheirOwn() {
    put(Arrays.stream(ODD_IDS).map(id -> payload(id, "of " + id)).toArray(BsoChange[]::new));
    assertThat(ids()).containsExactlyInAnyOrder(ODD_IDS);
    for (String id : ODD_IDS) {
      assertThat(textOf(id)).contains("of " + id);
      assertThat(listIds(Queries.ids(id)).items()).containsExactly(id);
    }
    assertThat(Queries.walk(Queries.page(Sorting.OLDEST, 2, null), this::listIds))
        .containsExactlyInAnyOrder(ODD_IDS);
  }

  @Test
  void oddIds_areDeletedAlone() {
    put(Arrays.stream(ODD_IDS).map(id -> payload(id, "1")).toArray(BsoChange[]::new));
    for (int i = 0; i < ODD_IDS.length - 1; i += 2) {
      String one = ODD_IDS[i];
      String next = ODD_IDS[i + 1];
      write(writer -> assertThat(writer.delete(one)).as(one).isTrue());
      write(writer -> writer.delete(List.of(next)));
      assertThat(ids()).hasSize(ODD_IDS.length - i - 2);
    }
  }

  @Test
  void oddIds_areStagedAndCommitted() {
    String batch =
        open(Arrays.stream(ODD_IDS).map(id -> payload(id, "of " + id)).toArray(BsoChange[]::new));
    append(batch, payload(ODD_IDS[0], "again"));
    assertThat(staged(batch, ODD_IDS).rows()).isZero();
    commit(batch);

    assertThat(ids()).containsExactlyInAnyOrder(ODD_IDS);
    assertThat(textOf(ODD_IDS[0])).contains("again");
  }

  @Test
  void ids_haveUpTo64Characters() {
    String longest = "x".repeat(63);
    put(payload(longest + "1", "1"), payload(longest + "2", "2"));
    commit(open(payload(longest + "3", "3")));

    assertThat(textOf(longest + "2")).contains("2");
    assertThat(textOf(longest + "3")).contains("3");
    assertThat(ids()).hasSize(3);
  }

  @Test
  void names_thatDifferInCaseAreTwoCollections() {
    var small = new CollectionName("casing");
    var capital = new CollectionName("Casing");
    SyncTimestamp first = putInto(small, payload("a", "1"));
    SyncTimestamp second = putInto(capital, payload("b", "1"));

    if (has(Capability.CASE_SENSITIVE_NAMES)) {
      assertThat(times()).isEqualTo(Map.of(small, first, capital, second));
    } else {
      assertThat(times()).hasSize(1).containsValue(second);
    }
  }

  @Test
  void standardNames_inCapitalsAreOtherCollections() {
    var capital = new CollectionName("Bookmarks");
    SyncTimestamp first = put(payload("a", "1"));
    SyncTimestamp second = putInto(capital, payload("b", "1"));

    if (has(Capability.CASE_SENSITIVE_STANDARD_NAMES)) {
      assertThat(times()).isEqualTo(Map.of(BOOKMARKS, first, capital, second));
      storage.writeCollection(user, capital, CollectionWriter::deleteCollection);
      assertThat(ids()).containsExactly("a");
    } else {
      assertThat(times()).isEqualTo(Map.of(BOOKMARKS, second));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "12345678901234567890123456789012", "0", "a.b-c_D", ".", "--", "NULL"})
  void names_mayBeOfOnesOwn(String text) {
    var name = new CollectionName(text);
    SyncTimestamp now = putInto(name, payload("a", "1"));

    assertThat(times()).isEqualTo(Map.of(name, now));
    assertThat(usage()).containsOnlyKeys(name);
    storage.writeCollection(user, name, CollectionWriter::deleteCollection);
    assertThat(times()).isEmpty();
  }

  static Stream<String> plainTexts() {
    String ascii =
        IntStream.range(0, 128)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return Stream.of(
        "", " ", "trailing  ", "\n", "null", "{\"ciphertext\":\"a+/=\"}", "'\"\\%_`", ascii);
  }

  @ParameterizedTest
  @MethodSource("plainTexts")
  void payload_comesBackAsItWasGiven(String text) {
    put(payload("a", text));
    commit(open(payload("b", text)));

    assertThat(list(BsoQuery.ALL).items()).extracting(Bso::payload).containsExactly(text, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00e9",
        "\u20ac",
        "\ud83d\ude00",
        "e\u0301",
        "\u0080\u009f\u00ff",
        "\u2028\uffff",
        "\udbff\udfff"
      })
  void payload_ofAnyCharactersComesBackOrIsRefused(String text) {
    if (has(Capability.UNICODE_PAYLOADS)) {
      put(payload("a", text));
      commit(open(payload("b", text)));
      assertThat(list(BsoQuery.ALL).items()).extracting(Bso::payload).containsExactly(text, text);
      return;
    }
    try {
      put(payload("a", text));
      assertThat(textOf("a")).contains(text);
    } catch (SyncRefusal refusal) {
      assertThat(refusal.kind()).isEqualTo(SyncRefusal.Kind.UNSTORABLE);
      assertThat(times()).isEmpty();
      assertRefused(SyncRefusal.Kind.UNSTORABLE, () -> commit(open(payload("b", text))));
    }
  }

  @Test
  void payload_ofTheLargestSizeComesBackAsItWasGiven() {
    String text = "0123456789abcdef".repeat(2_621_440 / 16);
    put(payload("a", text));

    assertThat(bso("a").orElseThrow().payload().equals(text)).isTrue();
    assertThat(storedBytes()).isEqualTo(text.length());
  }
}
