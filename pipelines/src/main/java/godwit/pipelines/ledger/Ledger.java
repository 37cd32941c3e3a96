package godwit.pipelines.ledger;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeyRange;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Options;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Struct;
import godwit.model.UserKey;
import godwit.pipelines.deadletter.DeadLetter;
import godwit.storage.spanner.SpannerDatabase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tables that remember a move. Reads are by key; every answer is small or paged. Safe to share
 * between threads.
 */
public final class Ledger {
  private static final int PAGE = 1_000;

  private final SpannerDatabase database;

  /** The ledger in that database; its tables must exist. */
  public Ledger(SpannerDatabase database) {
    this.database = database;
  }

  /** What is known of these users; users never planned are absent. */
  public Map<UserKey, UserEntry> users(Collection<UserKey> keys) {
    return database.read(context -> users(context, keys));
  }

  /** The same within a transaction or snapshot of the caller's. */
  static Map<UserKey, UserEntry> users(ReadContext context, Collection<UserKey> keys) {
    var found = new HashMap<UserKey, UserEntry>();
    if (keys.isEmpty()) {
      return found;
    }
    try (ResultSet rows = context.read(UserRows.TABLE, UserRows.keys(keys), UserRows.COLUMNS)) {
      while (rows.next()) {
        UserEntry entry = UserRows.entry(rows.getCurrentRowAsStruct());
        found.put(entry.key(), entry);
      }
    }
    return found;
  }

  /**
   * The next users after {@code after} in key order, up to {@code last}, at most a page of them.
   */
  public List<UserEntry> usersAfter(Optional<UserKey> after, Optional<UserKey> last) {
    var range = KeyRange.newBuilder();
    after.ifPresentOrElse(
        key -> range.setStart(UserRows.key(key)).setStartType(KeyRange.Endpoint.OPEN),
        () -> range.setStart(Key.of()).setStartType(KeyRange.Endpoint.CLOSED));
    last.ifPresentOrElse(
        key -> range.setEnd(UserRows.key(key)).setEndType(KeyRange.Endpoint.CLOSED),
        () -> range.setEnd(Key.of()).setEndType(KeyRange.Endpoint.CLOSED));
    return page(UserRows.TABLE, range.build(), UserRows.COLUMNS, UserRows::entry);
  }

  /** The users of a piece of work that its run still has to deal with. */
  public List<UserEntry> usersOf(String runId, Bin bin) {
    var mine = new ArrayList<UserEntry>();
    var from = new ArrayList<>(users(List.of(bin.first())).values());
    Optional<UserKey> after = Optional.of(bin.first());
    for (List<UserEntry> page = from; ; page = usersAfter(after, Optional.of(bin.last()))) {
      page.stream().filter(entry -> entry.runId().equals(runId)).forEach(mine::add);
      if (page.isEmpty() || page.get(page.size() - 1).key().equals(bin.last())) {
        return mine;
      }
      after = Optional.of(page.get(page.size() - 1).key());
    }
  }

  /**
   * Writes the users as planned; figures of an earlier complete copy stay. A user who has moved
   * beyond a copy's reach since the plan looked stays as it is, and is not part of the run.
   */
  public void plan(List<UserEntry> users) {
    if (users.isEmpty()) {
      return;
    }
    List<UserKey> keys = users.stream().map(UserEntry::key).toList();
    database.readWrite(
        transaction -> {
          Map<UserKey, UserEntry> now = users(transaction, keys);
          List<Mutation> plans =
              users.stream()
                  .filter(user -> mayBeCopied(now.get(user.key())))
                  .map(UserRows::planned)
                  .toList();
          transaction.buffer(plans);
          return plans.size();
        });
  }

  private static boolean mayBeCopied(@Nullable UserEntry entry) {
    return entry == null || entry.state().mayBeCopied();
  }

  /**
   * Lets one worker of a run, and no other, do what must not be done twice at once for a user. A
   * worker that ends after its claim leaves the user to the next run.
   *
   * @return the user as claimed, or empty if somebody else has claimed or taken it
   */
  public Optional<UserEntry> claim(UserEntry planned) {
    return database.readWrite(
        transaction -> {
          UserEntry now = users(transaction, List.of(planned.key())).get(planned.key());
          if (!isStillPlanned(now, planned)) {
            return Optional.empty();
          }
          UserEntry claimed = planned.nextAttempt();
          transaction.buffer(UserRows.planned(claimed));
          return Optional.of(claimed);
        });
  }

  private static boolean isStillPlanned(@Nullable UserEntry now, UserEntry planned) {
    return now != null
        && now.state() == UserState.PLANNED
        && now.runId().equals(planned.runId())
        && now.attempt() == planned.attempt();
  }

  /** Writes pieces of work. */
  public void planBins(String runId, List<Bin> bins) {
    if (!bins.isEmpty()) {
      database.write(bins.stream().map(bin -> BinRows.planned(runId, bin)).toList());
    }
  }

  /** The next pieces of a run after that number, at most a page of them. */
  public List<Bin> binsAfter(String runId, long number) {
    var range =
        KeyRange.newBuilder()
            .setStart(Key.of(runId, number))
            .setStartType(KeyRange.Endpoint.OPEN)
            .setEnd(Key.of(runId))
            .setEndType(KeyRange.Endpoint.CLOSED)
            .build();
    return page(BinRows.TABLE, range, BinRows.COLUMNS, BinRows::bin);
  }

  /**
   * A piece of a run.
   *
   * @throws IllegalStateException if the run has no piece of that number
   */
  public Bin bin(String runId, long number) {
    return database.read(
        context -> {
          Struct row = context.readRow(BinRows.TABLE, Key.of(runId, number), BinRows.COLUMNS);
          if (row == null) {
            throw new IllegalStateException("run " + runId + " has no piece " + number);
          }
          return BinRows.bin(row);
        });
  }

  /** The parts of a user that this run has copied, in their order. */
  public List<PartEntry> parts(String runId, UserKey user) {
    return database.read(context -> PartRows.of(context, runId, user));
  }

  /**
   * Notes that an attempt could not copy a user; a later run tries again. Does nothing if the user
   * is in other hands by now: completed, claimed by another worker, or planned by another run.
   */
  public void fail(UserEntry user, DeadLetter letter) {
    database.readWrite(
        transaction -> {
          UserEntry now = users(transaction, List.of(user.key())).get(user.key());
          if (isStillPlanned(now, user)) {
            transaction.buffer(UserRows.state(user.key(), UserState.FAILED, letter.detail()));
            transaction.buffer(DeadLetterRows.put(letter));
          }
          return 1;
        });
  }

  /** Notes that a piece is done, and how long it took. */
  public void finishBin(String runId, long number, double seconds) {
    database.write(List.of(BinRows.done(runId, number, seconds)));
  }

  /** Writes dead letters; one for the same place is replaced. */
  public void putDeadLetters(List<DeadLetter> letters) {
    if (!letters.isEmpty()) {
      database.write(letters.stream().map(DeadLetterRows::put).toList());
    }
  }

  /** Writes dead letters as one attempt more than those of the same places that are there. */
  public void repeatDeadLetters(List<DeadLetter> letters) {
    if (letters.isEmpty()) {
      return;
    }
    var keys = KeySet.newBuilder();
    letters.forEach(letter -> keys.addKey(DeadLetterRows.key(letter)));
    var attempts = new HashMap<Key, Integer>();
    database.read(
        context -> {
          try (ResultSet rows =
              context.read(DeadLetterRows.TABLE, keys.build(), DeadLetterRows.COLUMNS)) {
            while (rows.next()) {
              DeadLetter known = DeadLetterRows.letter(rows.getCurrentRowAsStruct());
              attempts.put(DeadLetterRows.key(known), known.attempts());
            }
          }
          return attempts;
        });
    putDeadLetters(
        letters.stream()
            .map(one -> one.withAttempts(attempts.getOrDefault(DeadLetterRows.key(one), 0) + 1))
            .toList());
  }

  /** Deletes a dead letter whose cause is gone. */
  public void removeDeadLetter(DeadLetter letter) {
    KeySet key = KeySet.singleKey(DeadLetterRows.key(letter));
    database.write(List.of(Mutation.delete(DeadLetterRows.TABLE, key)));
  }

  /** Deletes all dead letters of a user. */
  public void clearDeadLetters(String shard, long uid) {
    database.write(List.of(DeadLetterRows.clear(shard, uid)));
  }

  /** The next dead letters after that one in the order of shard, uid, collection and id. */
  public List<DeadLetter> deadLettersAfter(Optional<DeadLetter> after) {
    Key start = after.map(DeadLetterRows::key).orElse(Key.of());
    var range =
        KeyRange.newBuilder()
            .setStart(start)
            .setStartType(after.isPresent() ? KeyRange.Endpoint.OPEN : KeyRange.Endpoint.CLOSED)
            .setEnd(Key.of())
            .setEndType(KeyRange.Endpoint.CLOSED)
            .build();
    return page(DeadLetterRows.TABLE, range, DeadLetterRows.COLUMNS, DeadLetterRows::letter);
  }

  /** Marks users that a verification found equal, unless they moved on meanwhile. */
  public void markVerified(List<UserKey> keys) {
    mark(keys, UserState.COPIED, UserState.VERIFIED);
  }

  /** Takes the mark back from users in whom a later verification found a difference. */
  public void markDifferent(List<UserKey> keys) {
    mark(keys, UserState.VERIFIED, UserState.COPIED);
  }

  private void mark(List<UserKey> keys, UserState before, UserState after) {
    if (keys.isEmpty()) {
      return;
    }
    database.readWrite(
        transaction -> {
          List<Mutation> marks =
              users(transaction, keys).values().stream()
                  .filter(entry -> entry.state() == before)
                  .map(entry -> UserRows.state(entry.key(), after, null))
                  .toList();
          transaction.buffer(marks);
          return marks.size();
        });
  }

  /** The database that holds the ledger. */
  public SpannerDatabase database() {
    return database;
  }

  private <T> List<T> page(
      String table, KeyRange range, List<String> columns, Function<Struct, T> reader) {
    return database.read(
        context -> {
          var found = new ArrayList<T>();
          try (ResultSet rows =
              context.read(table, KeySet.range(range), columns, Options.limit(PAGE))) {
            while (rows.next()) {
              found.add(reader.apply(rows.getCurrentRowAsStruct()));
            }
          }
          return found;
        });
  }
}
