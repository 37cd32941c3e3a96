-- What counters of one collection should say: every stored row, expired or not; a payload kept
-- elsewhere counts no bytes.
SELECT COUNT(*), IFNULL(SUM(BYTE_LENGTH(payload)), 0)
  FROM bsos
 WHERE fxa_uid = @uid AND fxa_kid = @kid AND collection_id = @collection
