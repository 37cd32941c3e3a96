-- How much a batch holds already, without those records whose payloads are about to be replaced.
-- The payloads do not travel.
SELECT COUNT(*) AS row_count,
       IFNULL(SUM(IFNULL(BYTE_LENGTH(payload), 0)), 0) AS byte_count
  FROM batch_bsos
 WHERE fxa_uid = @uid AND fxa_kid = @kid AND collection_id = @collection AND batch_id = @batch
   AND batch_bso_id NOT IN UNNEST(@except)
