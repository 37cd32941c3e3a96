package godwit.pipelines.audit;

/** What an audit can find. The names are stable: reports of different versions can be compared. */
public enum FindingCode {
  /** A collection id without a name. */
  ORPHAN_COLLECTION(
      Weight.BLOCKS,
      "records in a collection id that has no name",
      "Give the id its name in the shard's table collections; a move leaves such records behind as"
          + " dead letters."),
  /** Records without a row in {@code user_collections}. */
  NO_COLLECTION_ROW(
      Weight.BLOCKS,
      "collections with records but without a row in user_collections",
      "Their time is unknown, so that a move leaves them behind; insert the row with the largest"
          + " modified of the records."),
  /** A time that cannot be. */
  BAD_TIME(
      Weight.BLOCKS,
      "times that the target cannot hold",
      "Right modified, ttl or last_modified in the shard; a move makes dead letters of them."),
  /** Larger than a cell of the target. */
  OVERSIZE(
      Weight.BLOCKS,
      "records larger than a cell of the target",
      "No server of today would take them; a move makes dead letters of them. Nothing need be"
          + " done if that is fine."),
  /** Not ASCII. */
  NON_ASCII_PAYLOAD(
      Weight.WARNS,
      "payloads with characters outside ASCII",
      "No known client writes them. They are moved as the old server showed them; look at their"
          + " users if one complains."),
  /** An id that no client makes. */
  ODD_ID(
      Weight.WARNS,
      "ids longer than 64 characters or outside printable ASCII",
      "Such records cannot be asked for by their id; they are moved as they are."),
  /** No row of the tokenserver. */
  USER_UNKNOWN(
      Weight.BLOCKS,
      "users of a shard that the tokenserver does not know",
      "Nobody can sign in to them: probably left over from deleted accounts. They cannot be moved;"
          + " purge them when you are sure."),
  /** Another node's. */
  USER_ELSEWHERE(
      Weight.INFORMS,
      "users whose assignment is to another node",
      "Nothing: they live elsewhere, and these records are left over."),
  /** Replaced rows. */
  USER_REPLACED(
      Weight.INFORMS,
      "users whose assignment was replaced",
      "Nothing: a move leaves them out, and they are purged with the shard."),
  /** Several rows of one person. */
  USER_DUPLICATE(
      Weight.WARNS,
      "users superseded by another assignment of the same person",
      "A move takes only the one that is served; nothing else need be done."),
  /** A key used twice. */
  SHARED_KEY(
      Weight.WARNS,
      "old users whose key is that of the person's current one",
      "Never delete by their key: it would delete the live records. Godwit's purge guards against"
          + " it; purge_old_records of before 2024 does not."),
  /** Deleted accounts. */
  USER_RETIRED(
      Weight.INFORMS,
      "users whose account was deleted",
      "Nothing: a move leaves them out, and they are purged with the shard."),
  /** No key can be computed. */
  BAD_CLIENT_STATE(
      Weight.BLOCKS,
      "users without a usable client_state",
      "They have no key in the target and cannot be moved. Their next sign-in reports one."),
  /** No account can be told. */
  BAD_EMAIL(
      Weight.BLOCKS,
      "users whose email does not begin with an account",
      "They have no key in the target and cannot be moved; right the tokenserver's row."),
  /** The key may change. */
  KEY_MAY_CHANGE(
      Weight.WARNS,
      "users whose keys_changed_at is 0 or missing",
      "Their key changes when a client first reports it. Move them last, or after that."),
  /** Without these a client starts anew. */
  NO_META_GLOBAL(
      Weight.WARNS,
      "users with records but without meta/global",
      "Their clients start anew at the next sync, wherever they are; nothing need be done."),
  /** Without these a client starts anew. */
  NO_CRYPTO_KEYS(
      Weight.WARNS,
      "users with encrypted records but without crypto/keys",
      "Nothing can be decrypted: their clients start anew at the next sync."),
  /** One id, several names. */
  NAME_CLASH(
      Weight.INFORMS,
      "collection ids that mean different names on different shards",
      "Nothing: a move maps by name. Never compare shards by id."),
  /** Names that differ in case only. */
  NAME_CASE(
      Weight.WARNS,
      "collection names that differ in case only",
      "One collection to a shard, several to the target. Find out which spelling clients use."),
  /** NULL counters. */
  COUNTER_UNKNOWN(
      Weight.WARNS,
      "collections without counters, which a quota takes for empty",
      "Count them: godwit quota recount --execute."),
  /** Wrong counters. */
  COUNTER_DRIFT(
      Weight.WARNS,
      "collections whose counters are not what is stored",
      "Right them: godwit quota recount --execute. A few may have been written during the audit."),
  /** Over quota. */
  OVER_QUOTA(
      Weight.WARNS,
      "users over the quota",
      "See godwit quota enforce; their writes are refused where the quota is enforced."),
  /** Nearly over quota. */
  NEAR_QUOTA(
      Weight.INFORMS,
      "users that use nine tenths of the quota or more",
      "Keep an eye on them: godwit quota report."),
  /** Very many rows. */
  HOARDER(
      Weight.INFORMS,
      "users with an outsized number of records, hoarders",
      "Nothing: a move cuts them into parts. Purging stale tombstones first often makes them small.");

  private final Weight weight;
  private final String text;
  private final String remedy;

  /** How much a finding matters. */
  public enum Weight {
    /** Something cannot be moved. */
    BLOCKS,
    /** Something should be looked at. */
    WARNS,
    /** Good to know. */
    INFORMS
  }

  FindingCode(Weight weight, String text, String remedy) {
    this.weight = weight;
    this.text = text;
    this.remedy = remedy;
  }

  /** How much it matters. */
  public Weight weight() {
    return weight;
  }

  /** What was found, for people. */
  public String text() {
    return text;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
