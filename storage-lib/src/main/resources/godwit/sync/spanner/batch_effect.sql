-- What applying a batch will change, asked before it is applied: whether the commit is small
-- enough, and how the counters move. An expired record counts as absent, but its row is there and
-- its bytes go. Looked up row by row, since a batch is small and the collection need not be.
SELECT COUNT(*) AS staged_rows,
       IFNULL(SUM(IFNULL(BYTE_LENGTH(s.payload), 0)), 0) AS staged_bytes,
       COUNTIF(s.payload IS NULL AND s.payload_link IS NOT NULL) AS staged_links,
       COUNTIF(b.bso_id IS NULL) AS new_rows,
       COUNTIF(b.payload_link IS NOT NULL) AS linked_rows,
       IFNULL(SUM(CASE WHEN s.payload IS NOT NULL OR b.expiry <= @now
                       THEN IFNULL(BYTE_LENGTH(s.payload), 0) - IFNULL(BYTE_LENGTH(b.payload), 0)
                       ELSE 0 END), 0) AS added_bytes
  FROM batch_bsos AS s
  LEFT JOIN@{JOIN_METHOD=APPLY_JOIN} bsos AS b
    ON b.fxa_uid = s.fxa_uid AND b.fxa_kid = s.fxa_kid AND b.collection_id = s.collection_id
   AND b.bso_id = s.batch_bso_id
 WHERE s.fxa_uid = @uid AND s.fxa_kid = @kid AND s.collection_id = @collection
   AND s.batch_id = @batch AND s.batch_bso_id NOT IN UNNEST(@except)
