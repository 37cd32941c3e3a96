package godwit.storage.spanner;

import static godwit.storage.spanner.SpannerFixture.BOOKMARKS;
import static godwit.storage.spanner.SpannerFixture.NOW;
import static godwit.storage.spanner.SpannerFixture.bookmarks;
import static godwit.storage.spanner.SpannerFixture.bso;
import static godwit.storage.spanner.SpannerFixture.parent;
import static godwit.storage.spanner.SpannerFixture.put;
import static godwit.storage.spanner.SpannerFixture.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.Mutation;
import godwit.model.Bso;
import godwit.model.Expiry;
import godwit.model.SyncTimestamp;
import godwit.model.UserKey;
import godwit.storage.CollectionDigest;
import godwit.storage.RowDigest;
import godwit.storage.RowFingerprint;
import godwit.storage.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class SpannerDigestsIT {
  private static SpannerFixture fixture;
  private static SpannerTarget target;

  @BeforeAll
  static void open() {
    fixture = SpannerFixture.create("digests-it");
    target = fixture.target;
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void digests_equalJava_withTopBitsNullsAndAllOfUnicode() {
    UserKey user = user("d001");
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    List<Bso> rows = rows(new Random(seed));
    assertThat(rows).as("seed %d", seed).anyMatch(row -> RowDigest.of(row) < 0);
    store(user, rows);

    CollectionDigest expected = digest(rows);
    assertThat(target.digests("d001", NOW).get(user))
        .as("seed %d", seed)
        .containsOnlyKeys(BOOKMARKS)
        .containsEntry(BOOKMARKS, expected);
    assertThat(target.digests(List.of(user), NOW).get(user)).containsEntry(BOOKMARKS, expected);
  }

  @Test
  void digests_ofEveryRowAlone_equalJava() {
    UserKey user = user("d002");
    List<Bso> rows =
        IntStream.range(0, 40).mapToObj(i -> bso("row-" + (char) ('A' + i), i, "p" + i)).toList();
    assertThat(rows).anyMatch(row -> RowDigest.of(row) < 0);
    store(user, rows);

    var groups = target.rowsOf(user, BOOKMARKS).byPrefix("row-", NOW);

    assertThat(groups).hasSize(40);
    for (Bso row : rows) {
      assertThat(groups.get(row.id())).isEqualTo(digest(List.of(row)));
    }
  }

  @Test
  void digests_leaveOutWhatIsExpiredAtThatMillisecond() {
    UserKey user = user("d003");
    Bso visible = expiring("visible", NOW.toEpochMilli() + 1);
    store(user, List.of(visible, expiring("expired", NOW.toEpochMilli())));

    assertThat(target.digests("d003", NOW.plusNanos(999_999)).get(user))
        .containsEntry(BOOKMARKS, digest(List.of(visible)));
    assertThat(bookmarks(target.stored("d003"), user).rows()).isEqualTo(2);
    assertThat(target.rowsOf(user, BOOKMARKS).rows("", NOW)).containsExactly(fingerprint(visible));
    assertThat(target.rowsOf(user, BOOKMARKS).rows(List.of("expired"))).hasSize(1);
  }

  @Test
  void digests_ofALinkedPayload_equalNoPayload() {
    UserKey linked = user("d004");
    store(linked, List.of(bso("b", 1, "")));
    fixture.database.write(
        List.of(
            Rows.keyed(Mutation.newUpdateBuilder(Rows.BSOS), linked, BOOKMARKS)
                .set("bso_id")
                .to("b")
                .set("payload")
                .to((String) null)
                .set("payload_link")
                .to("gs://bucket/object")
                .build()));

    Bso standsFor = bso("b", 1, "\0gs://bucket/object");
    CollectionDigest found = bookmarks(target.digests("d004", NOW), linked);
    assertThat(found.xor()).isEqualTo(RowDigest.of(standsFor));
    assertThat(found.bytes()).isZero();
    assertThat(target.rowsOf(linked, BOOKMARKS).rows("", NOW))
        .extracting(RowFingerprint::payload)
        .containsExactly(RowDigest.ofPayload("\0gs://bucket/object"));
  }

  @Test
  void digests_ofUsers_areOfThoseUsersOnly() {
    UserKey first = user("d005a");
    UserKey sameAccount = new UserKey("d005a", "0001800000000-BBBBBBBBBBBBBBBBBBBBBB");
    UserKey other = new UserKey("d005b", sameAccount.fxaKid());
    for (UserKey user : List.of(first, sameAccount, other)) {
      store(user, List.of(bso("b", 1, user.fxaKid())));
    }

    assertThat(target.digests(List.of(first, other), NOW)).containsOnlyKeys(first, other);
    assertThat(target.stored(List.of(first, other))).containsOnlyKeys(first, other);
    assertThat(target.digests("d005", NOW)).containsOnlyKeys(first, sameAccount, other);
  }

  @Test
  void byPrefix_groupsByOneCharacterMore_andTellsCasesApart() {
    UserKey user = user("d006");
    Bso exact = bso("a", 1, "1");
    Bso longer = bso("ab", 1, "2");
    Bso longest = bso("abc", 1, "3");
    Bso upper = bso("A", 1, "4");
    store(user, List.of(exact, longer, longest, upper));

    assertThat(target.rowsOf(user, BOOKMARKS).byPrefix("a", NOW))
        .hasSize(2)
        .containsEntry("a", digest(List.of(exact)))
        .containsEntry("ab", digest(List.of(longer, longest)));
  }

  @Test
  void rows_areThoseOfThePrefix() {
    UserKey user = user("d007");
    store(user, List.of(bso("a", null, "1"), bso("ab", -2, "2"), bso("b", 0, "3")));

    assertThat(target.rowsOf(user, BOOKMARKS).rows("a", NOW))
        .containsExactlyInAnyOrder(
            fingerprint(bso("a", null, "1")), fingerprint(bso("ab", -2, "2")));
    assertThat(target.rowsOf(user, BOOKMARKS).rows("", NOW)).hasSize(3);
    assertThat(target.rowsOf(user, BOOKMARKS).rows(List.of("b", "B", "none")))
        .containsExactly(fingerprint(bso("b", 0, "3")));
  }

  private static RowFingerprint fingerprint(Bso row) {
    return new RowFingerprint(
        row.id(),
        row.sortIndex(),
        row.modified().micros(),
        row.expiry().micros(),
        RowDigest.ofPayload(row.payload()));
  }

  private static Bso expiring(String id, long millis) {
    return new Bso(id, null, "p", SyncTimestamp.ofMillis(1), Expiry.ofMillis(millis));
  }

  private static List<Bso> rows(Random random) {
    String[] texts = {"", "plain", "ümläut", "日本", "😀\u0000\n\"'", "a\nb"};
    var rows = new ArrayList<Bso>();
    for (int i = 0; i < 200; i++) {
      rows.add(
          new Bso(
              texts[random.nextInt(texts.length)] + i,
              random.nextBoolean() ? null : random.nextInt(),
              texts[random.nextInt(texts.length)] + random.nextLong(),
              SyncTimestamp.ofMillis(random.nextLong(SyncTimestamp.MAX_MILLIS + 1)),
              Expiry.ofMillis(random.nextLong(NOW.toEpochMilli() + 1, SyncTimestamp.MAX_MILLIS))));
    }
    return rows;
  }

  private static void store(UserKey user, List<Bso> rows) {
    var writes = new ArrayList<Write>();
    writes.add(parent(user));
    rows.forEach(row -> writes.add(put(user, row)));
    target.commit(writes);
  }

  private static CollectionDigest digest(List<Bso> rows) {
    return rows.stream()
        .map(
            row ->
                new CollectionDigest(
                    1,
                    row.payload().getBytes(StandardCharsets.UTF_8).length,
                    row.modified().micros(),
                    RowDigest.of(row)))
        .reduce(CollectionDigest.EMPTY, CollectionDigest::plus);
  }
}
