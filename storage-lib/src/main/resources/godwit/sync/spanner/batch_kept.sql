-- Staged changes that leave a visible record's payload as it is. They are written by mutations of the
-- columns that change: a statement that selects rows would write their payloads again, which
-- counts against the 100 MB of a commit though nobody sent them.
SELECT s.batch_bso_id, s.sortindex, s.ttl, b.expiry
  FROM batch_bsos AS s
  JOIN@{JOIN_METHOD=APPLY_JOIN} bsos AS b
    ON b.fxa_uid = s.fxa_uid AND b.fxa_kid = s.fxa_kid AND b.collection_id = s.collection_id
   AND b.bso_id = s.batch_bso_id
 WHERE s.fxa_uid = @uid AND s.fxa_kid = @kid AND s.collection_id = @collection
   AND s.batch_id = @batch AND s.batch_bso_id NOT IN UNNEST(@except)
   AND s.payload IS NULL AND s.payload_link IS NULL AND b.expiry > @now
