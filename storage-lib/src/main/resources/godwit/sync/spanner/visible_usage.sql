-- Counted where the payloads are: the counters of user_collections include expired records. A
-- payload kept elsewhere has no bytes here.
SELECT collection_id,
       COUNT(*) AS row_count,
       SUM(IFNULL(BYTE_LENGTH(payload), 0)) AS byte_count
  FROM bsos
 WHERE fxa_uid = @uid AND fxa_kid = @kid AND expiry > @now
 GROUP BY collection_id
