-- Heals counters that are NULL, as a move or another server may have left them. What is stored
-- counts, expired or not. Within a write's transaction it locks the collection.
SELECT COUNT(*) AS row_count,
       IFNULL(SUM(IFNULL(BYTE_LENGTH(payload), 0)), 0) AS byte_count
  FROM bsos
 WHERE fxa_uid = @uid AND fxa_kid = @kid AND collection_id = @collection
