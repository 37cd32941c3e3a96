-- What counters of one collection say and what they should say, at one moment: every stored row
-- counts, expired or not; a payload kept elsewhere counts no bytes.
SELECT parent.modified, parent.count AS row_count, parent.total_bytes AS byte_count,
       COUNT(bso.bso_id) AS exact_rows, IFNULL(SUM(BYTE_LENGTH(bso.payload)), 0) AS exact_bytes
  FROM user_collections AS parent
  LEFT JOIN bsos AS bso
    ON bso.fxa_uid = parent.fxa_uid AND bso.fxa_kid = parent.fxa_kid
   AND bso.collection_id = parent.collection_id
 WHERE parent.fxa_uid = @uid AND parent.fxa_kid = @kid AND parent.collection_id = @collection
 GROUP BY parent.modified, parent.count, parent.total_bytes
