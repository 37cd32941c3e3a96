package godwit.pipelines;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Mutation;
import godwit.model.UserKey;
import godwit.pipelines.ledger.UserEntry;
import godwit.storage.spanner.SpannerDatabase;
import java.util.List;

/** Switches users as a cut-over does, and writes for them as their clients then do. */
public final class SwitchedUsers {
  private SwitchedUsers() {}

  /** Switches a user of whom the ledger may know nothing yet. */
  public static void put(SpannerDatabase database, UserEntry user) {
    database.write(
        List.of(
            Mutation.newInsertOrUpdateBuilder("godwit_users")
                .set("fxa_uid")
                .to(user.key().fxaUid())
                .set("fxa_kid")
                .to(user.key().fxaKid())
                .set("state")
                .to("SWITCHED")
                .set("run_id")
                .to("cutover-1")
                .set("attempt")
                .to(1)
                .set("shard")
                .to(user.shard())
                .set("uid")
                .to(user.uid())
                .set("planned_rows")
                .to(user.planned().rows())
                .set("planned_bytes")
                .to(user.planned().bytes())
                .set("updated_at")
                .to(Timestamp.now())
                .build()));
  }

  /** Switches a user in the middle of a run: nothing but the state changes. */
  public static void turn(SpannerDatabase database, UserKey user) {
    database.write(
        List.of(
            Mutation.newUpdateBuilder("godwit_users")
                .set("fxa_uid")
                .to(user.fxaUid())
                .set("fxa_kid")
                .to(user.fxaKid())
                .set("state")
                .to("SWITCHED")
                .build()));
  }

  /** What a client wrote to the target after the switch: one bookmark, which no source has. */
  public static void write(SpannerDatabase database, UserKey user) {
    Timestamp now = Timestamp.now();
    database.write(
        List.of(
            Mutation.newInsertOrUpdateBuilder("user_collections")
                .set("fxa_uid")
                .to(user.fxaUid())
                .set("fxa_kid")
                .to(user.fxaKid())
                .set("collection_id")
                .to(7)
                .set("modified")
                .to(now)
                .set("count")
                .to(1)
                .set("total_bytes")
                .to(6)
                .build(),
            Mutation.newInsertOrUpdateBuilder("bsos")
                .set("fxa_uid")
                .to(user.fxaUid())
                .set("fxa_kid")
                .to(user.fxaKid())
                .set("collection_id")
                .to(7)
                .set("bso_id")
                .to("fromaclient1")
                .set("payload")
                .to("client")
                .set("modified")
                .to(now)
                .set("expiry")
                .to(Timestamp.ofTimeSecondsAndNanos(now.getSeconds() + 100_000_000, 0))
                .build()));
  }
}
