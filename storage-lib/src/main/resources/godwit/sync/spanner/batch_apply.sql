-- Applies a batch where it is staged: its payloads, up to 100 MB, neither travel nor fill our
-- memory. Visible records that keep their payload are left out: see batch_kept.sql. An expired record
-- counts as new. Eight columns, so eight mutations a record. Records that have a link to a payload
-- kept elsewhere take a ninth, and a run of their own: the emulator clears columns that an INSERT OR
-- UPDATE does not name, and it is not worth finding out who else does.
INSERT OR UPDATE INTO bsos
       (fxa_uid, fxa_kid, collection_id, bso_id, sortindex, modified, expiry, payload{column})
SELECT s.fxa_uid, s.fxa_kid, s.collection_id, s.batch_bso_id,
       IFNULL(s.sortindex, IF(b.expiry > @now, b.sortindex, NULL)),
       @now,
       CASE WHEN s.ttl IS NOT NULL THEN TIMESTAMP_ADD(@now, INTERVAL s.ttl SECOND)
            WHEN b.expiry > @now THEN b.expiry
            ELSE @never END,
       IFNULL(s.payload, ''){link}
  FROM batch_bsos AS s
  LEFT JOIN@{JOIN_METHOD=APPLY_JOIN} bsos AS b
    ON b.fxa_uid = s.fxa_uid AND b.fxa_kid = s.fxa_kid AND b.collection_id = s.collection_id
   AND b.bso_id = s.batch_bso_id
 WHERE s.fxa_uid = @uid AND s.fxa_kid = @kid AND s.collection_id = @collection
   AND s.batch_id = @batch AND s.batch_bso_id NOT IN UNNEST(@except)
   AND (s.payload IS NOT NULL OR b.expiry IS NULL OR b.expiry <= @now)
   AND b.payload_link IS {whose}
