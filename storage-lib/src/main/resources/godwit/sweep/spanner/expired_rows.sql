-- Part of a stretch of accounts, in the order of keys.
SELECT fxa_uid, fxa_kid, collection_id, bso_id, modified, expiry,
       IFNULL(BYTE_LENGTH(payload), 0) AS byte_count,
       payload_link IS NOT NULL AS is_linked
  FROM bsos
 WHERE {keys} AND expiry <= @cut_off
   AND (@all OR collection_id IN UNNEST(@collections))
 ORDER BY fxa_uid, fxa_kid, collection_id, bso_id
 LIMIT @limit
