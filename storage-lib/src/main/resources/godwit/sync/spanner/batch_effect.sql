-- What applying a batch will change, asked before it is applied: whether the commit is small
-- enough, and how the counters move. An expired record counts as absent, but its row is there and
-- its bytes go. Kept are visible records whose payload stays: see batch_kept.sql. Looked up row by
-- row, since a batch is small and the collection need not be.
SELECT COUNTIF(NOT is_kept) AS applied_rows,
       COUNTIF(is_kept) AS kept_rows,
       COUNTIF(is_link) AS staged_links,
       COUNTIF(is_new) AS new_rows,
       COUNTIF(is_linked AND NOT is_kept) AS linked_rows,
       IFNULL(SUM(staged_bytes), 0) AS staged_bytes,
       IFNULL(SUM(IF(is_kept, 0, staged_bytes - stored_bytes)), 0) AS added_bytes
  FROM (SELECT s.payload IS NULL AND s.payload_link IS NULL
                 AND IFNULL(b.expiry > @now, FALSE) AS is_kept,
               s.payload IS NULL AND s.payload_link IS NOT NULL AS is_link,
               b.bso_id IS NULL AS is_new,
               b.payload_link IS NOT NULL AS is_linked,
               IFNULL(BYTE_LENGTH(s.payload), 0) AS staged_bytes,
               IFNULL(BYTE_LENGTH(b.payload), 0) AS stored_bytes
          FROM batch_bsos AS s
          LEFT JOIN@{JOIN_METHOD=APPLY_JOIN} bsos AS b
            ON b.fxa_uid = s.fxa_uid AND b.fxa_kid = s.fxa_kid
           AND b.collection_id = s.collection_id AND b.bso_id = s.batch_bso_id
         WHERE s.fxa_uid = @uid AND s.fxa_kid = @kid AND s.collection_id = @collection
           AND s.batch_id = @batch AND s.batch_bso_id NOT IN UNNEST(@except))
