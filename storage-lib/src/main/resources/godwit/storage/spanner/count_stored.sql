-- What is really there, expired rows included, since they take space until they are purged.
SELECT fxa_uid, fxa_kid, collection_id,
       COUNT(*) AS row_count,
       SUM(IFNULL(BYTE_LENGTH(payload), 0)) AS byte_count,
       0 AS max_modified,
       0 AS digest
  FROM bsos
 WHERE {where}
 GROUP BY fxa_uid, fxa_kid, collection_id
